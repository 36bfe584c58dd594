package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.m6flow.review.Claim;
import io.m6flow.review.SendBackRule;
import io.m6flow.review.Verdict;
import io.m6flow.schema.Alternative;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.Finding;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The card in front of a reviewer.
 *
 * @param leaseMillis how long the reviewer's hold lasts from now
 * @param written what the reviewer has written already; empty to begin with the draft's text
 * @param obstacle what keeps the item from being sent back, or null if it can be
 */
record CardView(Claim claim, Words words, long leaseMillis, String written, SendBackRule.@Nullable Obstacle obstacle) {
    static final List<String> REASONS =
            List.of("facts", "advertising-law", "wording", "off-topic", "style", "repetitive");

    ContentDraft draft() {
        return claim.item().draft();
    }

    Source source() {
        return draft().getSource();
    }

    String kind() {
        return words.say("kind." + draft().getKind().name());
    }

    String item() {
        return ItemParameter.write(ItemRef.of(claim.item()));
    }

    /** What asks for this very item again. */
    String reclaimValues() {
        return JsonNodeFactory.instance.objectNode().put("wanted", item()).toString();
    }

    boolean isEditing() {
        return !written.isEmpty();
    }

    String editorText() {
        return isEditing() ? written : draft().getText();
    }

    int characters() {
        return draft().getText().codePointCount(0, draft().getText().length());
    }

    boolean isRaw() {
        return draft().getOrigin() == DraftOrigin.RAW_TRANSCRIPT;
    }

    boolean canGoBack() {
        return obstacle == null;
    }

    /** Why the item cannot be sent back; empty if it can. */
    String whyNotBack() {
        return obstacle == null ? "" : words.say("notice.obstacle." + Code.lower(obstacle));
    }

    /** Which text about this it is, counted from 1; empty for the first. */
    String attempt() {
        return draft().getAttempt() == 0 ? "" : words.say("card.attempt", draft().getAttempt() + 1);
    }

    /** Words that findings point at and that a reviewer may want to strike out. */
    List<String> doubtfulWords() {
        return findings().stream()
                .map(this::quoted)
                .map(String::strip)
                .filter(word -> !word.isEmpty() && word.length() <= Verdict.SendBack.MAX_WORD_CHARACTERS)
                .distinct()
                .limit(Verdict.SendBack.MAX_WORDS)
                .toList();
    }

    String deadline() {
        Instant deadline = draft().getDeadline();
        return deadline == null ? "" : deadline.toString();
    }

    String admitted() {
        return claim.item().admittedAt().toString();
    }

    List<TextPiece> pieces() {
        return TextPiece.cut(draft().getText(), draft().getFindings(), draft().getEvidence());
    }

    List<Finding> findings() {
        return draft().getFindings();
    }

    /** The words that a finding points at. */
    String quoted(Finding finding) {
        String text = draft().getText();
        int start = Math.min(Math.max(finding.getStart(), 0), text.length());
        return text.substring(start, Math.min(Math.max(finding.getEnd(), start), text.length()));
    }

    List<SourceRow> facts() {
        Set<String> supports =
                draft().getEvidence().stream().map(Evidence::getSupport).collect(Collectors.toSet());
        List<SourceRow> rows = new ArrayList<>();
        addFact(rows, "title", source().getTitle(), supports);
        addFact(rows, "category", source().getCategory(), supports);
        addFact(rows, "price", source().getPrice(), supports);
        for (Attribute each : source().getAttributes()) {
            rows.add(new SourceRow(each.getName(), each.getName(), each.getValue(), supports.contains(each.getName())));
        }
        return rows;
    }

    private void addFact(List<SourceRow> rows, String field, @Nullable String value, Set<String> supports) {
        if (value != null) {
            rows.add(new SourceRow(field, words.say("source." + field), value, supports.contains(field)));
        }
    }

    String transcript() {
        return Objects.requireNonNullElse(source().getTranscript(), "");
    }

    /** From when to when the transcript was spoken, such as 12:05–12:31; empty if unknown. */
    String spokenAt() {
        Long start = source().getStartMillis();
        Long end = source().getEndMillis();
        return start == null || end == null ? "" : Clockface.of(start) + "–" + Clockface.of(end);
    }

    /** The moments of the transcript that the text rests on. */
    String evidenceTimes() {
        return draft().getEvidence().stream()
                .map(Evidence::getAtMillis)
                .filter(Objects::nonNull)
                .distinct()
                .map(Clockface::of)
                .collect(Collectors.joining(words.say("list.separator")));
    }

    List<Alternative> alternatives() {
        return draft().getAlternatives();
    }

    Map<String, Double> scores() {
        return new TreeMap<>(draft().getScores());
    }

    /** How the text came to be, in small print; empty if nobody wrote it down. */
    List<String> trace() {
        GenerationTrace trace = draft().getTrace();
        if (trace == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(words.say("trace.model", trace.getModel(), trace.getModelVersion(), trace.getPromptVersion()));
        lines.add(words.say("trace.tokens", trace.getSourceTokens(), trace.getWrittenTokens(), trace.getSeed()));
        lines.add(words.say("trace.times", trace.getWaitingMillis(), trace.getGeneratingMillis()));
        lines.addAll(trace.getNotes());
        return lines;
    }

    /**
     * A fact of the source.
     *
     * @param support what evidence calls it
     * @param isUsed whether the text rests on it
     */
    record SourceRow(String support, String name, String value, boolean isUsed) {}
}
