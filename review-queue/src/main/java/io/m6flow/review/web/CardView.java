package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.m6flow.review.Claim;
import io.m6flow.review.Proposal;
import io.m6flow.review.SendBackRule;
import io.m6flow.review.Verdict;
import io.m6flow.schema.Alternative;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.GenerationTrace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The card in front of a reviewer.
 *
 * @param leaseMillis how long the reviewer's hold lasts from now
 * @param written what the reviewer has written already
 * @param takesTwo whether two must agree on the item's kind
 * @param obstacle what keeps the item from being sent back, or null if it can be
 */
record CardView(
        Claim claim,
        Words words,
        long leaseMillis,
        Rewording written,
        boolean takesTwo,
        SendBackRule.@Nullable Obstacle obstacle,
        Principal who,
        HistoryView history) {
    static final List<String> REASONS =
            List.of("facts", "advertising-law", "wording", "off-topic", "style", "repetitive");

    ContentDraft draft() {
        return claim.item().draft();
    }

    SourceView source() {
        return new SourceView(draft(), words);
    }

    String kind() {
        return words.say("kind." + draft().getKind().name());
    }

    String item() {
        return ItemParameter.write(ItemRef.of(claim.item()));
    }

    /** What asks for this very item again. */
    String reclaimValues() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("wanted", item())
                .put("lost", "1")
                .toString();
    }

    boolean isEditing() {
        return !written.isEmpty();
    }

    String editorText() {
        return isEditing() ? written.text() : text();
    }

    /** What an approval publishes: the draft's text, or what somebody proposed. */
    String text() {
        return claim.item().text();
    }

    int characters() {
        return text().codePointCount(0, text().length());
    }

    /** Who proposed the text; empty where nobody has. */
    String proposedBy() {
        Proposal proposal = claim.item().proposal();
        return proposal == null ? "" : proposal.by();
    }

    boolean isProposed() {
        return claim.item().proposal() != null;
    }

    /** Whether it was proposed in another wording than the machine's. */
    boolean isReworded() {
        return !text().equals(draft().getText());
    }

    /** Two must agree, and this reviewer is the one who has proposed. */
    boolean isOwnProposal() {
        return proposedBy().equals(who.name());
    }

    /** What approving the text that shows will do. */
    String approveName() {
        if (isProposed()) {
            return words.say("action.agree");
        }
        return words.say(takesTwo ? "action.propose" : "action.approve");
    }

    /** What approving another wording will do. */
    String previewName() {
        return words.say(takesTwo ? "action.propose-preview" : "action.approve-preview");
    }

    /** What the guards object to in what the reviewer has written. */
    List<FindingView> doubts() {
        return written.findings();
    }

    /** What saving an edit will do. */
    String saveName() {
        String action = takesTwo ? "edit.propose" : "edit.save";
        return words.say(written.doubts().isEmpty() ? action : action + "-despite");
    }

    boolean isForLead() {
        return claim.item().isForLead();
    }

    /** Who gave the item to a lead, and when. */
    String escalatedBy() {
        return history.escalation()
                .map(step -> words.say("card.escalated", step.who(), step.time()))
                .orElse(words.say("look.for-lead"));
    }

    String escalationNote() {
        return history.escalation().map(HistoryView.Step::note).orElse("");
    }

    /** Leads have nobody to give an item to. */
    boolean canEscalate() {
        return !who.isLead();
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
                .map(FindingView::quoted)
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

    List<FindingView> findings() {
        return FindingView.of(draft().getText(), draft().getFindings());
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
}
