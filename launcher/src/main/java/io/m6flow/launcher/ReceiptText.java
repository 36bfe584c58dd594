package io.m6flow.launcher;

import io.m6flow.review.HistoryEntry;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.receipt.Receipt;
import io.m6flow.review.receipt.Whereabouts;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.Finding;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A receipt as lines for people. */
final class ReceiptText {
    /** What no decision tells. */
    private static final Set<HistoryEntry.Event> TOLD = Set.of(
            HistoryEntry.Event.UNDONE,
            HistoryEntry.Event.PROPOSED,
            HistoryEntry.Event.ESCALATED,
            HistoryEntry.Event.ADMITTED,
            HistoryEntry.Event.CLAIMED);

    private final Receipt receipt;
    private final List<Whereabouts> went;
    private final List<String> lines = new ArrayList<>();

    ReceiptText(Receipt receipt, List<Whereabouts> went) {
        this.receipt = receipt;
        this.went = List.copyOf(went);
    }

    List<String> lines() {
        add("content   " + receipt.contentId());
        add("place     " + receipt.place().tenant() + "  " + receipt.place().kind() + "  "
                + receipt.place().subject());
        receipt.draft()
                .ifPresentOrElse(
                        drafted -> draft(
                                drafted.draft(),
                                drafted.position().map(ReceiptText::at).orElse("the queue alone")),
                        () -> add("draft     no longer kept, neither on content.drafts nor in the queue"));
        attempts();
        decisions();
        add("where it went");
        went.forEach(each -> add("  %-9s %s: %s"
                .formatted(each.state().name().toLowerCase(Locale.ROOT).replace('_', ' '), each.sink(), each.words())));
        return List.copyOf(lines);
    }

    private void draft(ContentDraft draft, String where) {
        add("revision  " + draft.getSubjectRevision() + ", attempt " + draft.getAttempt());
        source(draft.getSource());
        add("written   " + draft.getText());
        add("          " + draft.getOrigin() + ", " + draft.getAlternatives().size() + " other candidates, at "
                + draft.getCreatedAt() + "; " + where);
        GenerationTrace trace = draft.getTrace();
        if (trace == null) {
            add("model     none");
        } else {
            add("model     " + trace.getModel() + ", version " + trace.getModelVersion() + ", prompt "
                    + trace.getPromptVersion() + ", seed " + trace.getSeed());
            add("          %d tokens read, %d written, waited %d ms, written in %d ms"
                    .formatted(
                            trace.getSourceTokens(),
                            trace.getWrittenTokens(),
                            trace.getWaitingMillis(),
                            trace.getGeneratingMillis()));
            trace.getNotes().forEach(note -> add("          " + note));
        }
        add("findings  " + (draft.getFindings().isEmpty() ? "none" : ""));
        for (Finding finding : draft.getFindings()) {
            add("  %s %s \"%s\" %s"
                    .formatted(
                            finding.getSeverity(),
                            finding.getRule(),
                            span(draft.getText(), finding.getStart(), finding.getEnd()),
                            finding.getMessage()));
        }
        add("evidence  " + (draft.getEvidence().isEmpty() ? "none" : ""));
        for (Evidence evidence : draft.getEvidence()) {
            add("  \"" + span(draft.getText(), evidence.getStart(), evidence.getEnd()) + "\" from "
                    + evidence.getSupport());
        }
    }

    private void source(Source source) {
        add("source");
        fact("title", source.getTitle());
        fact("category", source.getCategory());
        for (Attribute attribute : source.getAttributes()) {
            fact(attribute.getName(), attribute.getValue());
        }
        fact("price", source.getPrice());
        fact("said", source.getTranscript());
    }

    private void fact(String name, @Nullable String value) {
        if (value != null) {
            add("  " + name + ": " + value);
        }
    }

    private void attempts() {
        for (Receipt.Attempt attempt : receipt.earlier()) {
            add("attempt before  " + attempt.contentId());
            attempt.draft().ifPresent(draft -> add("  " + draft.getText()));
            attempt.decisions().forEach(this::decision);
        }
    }

    private void decisions() {
        add("decisions" + (receipt.decisions().isEmpty() ? "  none on review.decisions yet" : ""));
        receipt.decisions().forEach(this::decision);
        receipt.item()
                .ifPresentOrElse(
                        item -> add("in the queue  " + item.state()), () -> add("in the queue  no longer (or never)"));
        receipt.history().stream()
                .filter(entry -> TOLD.contains(entry.what()))
                .forEach(entry ->
                        add("  " + entry.at() + "  " + entry.what() + "  " + entry.who() + "  " + entry.note()));
        add("audit chain  "
                + receipt.chain()
                        .fold(
                                whole -> "whole, " + whole.entries() + " entries",
                                broken -> "BROKEN at entry " + broken.index() + ": " + broken.why()));
    }

    private void decision(Receipt.Entry entry) {
        ReviewDecision decision = entry.decision();
        add("  %s  %s by %s %s%s%s, publishSequence %d"
                .formatted(
                        decision.getDecidedAt(),
                        decision.getOutcome(),
                        decision.getBy().getType().name().toLowerCase(Locale.ROOT),
                        decision.getBy().getName(),
                        decision.getVia().isEmpty() ? "" : " via " + decision.getVia(),
                        decision.getAgreedWith() == null ? "" : ", agreed with " + decision.getAgreedWith(),
                        decision.getPublishSequence()));
        decision.getReasons().forEach(reason -> add("      because: " + reason));
        if (!decision.getText().isEmpty()) {
            add("      let out: " + decision.getText());
        }
        add("      chain entry %d, hash %s, %s; offset %d"
                .formatted(
                        decision.getChainIndex(),
                        entry.hash(),
                        receipt.isLinked(entry) ? "linked" : "NOT LINKED",
                        entry.position().offset()));
    }

    /** Findings and evidence were made for this text; one that is out of it is shown as far as it goes. */
    private static String span(String text, int start, int end) {
        int from = Math.max(0, Math.min(start, text.length()));
        return text.substring(from, Math.max(from, Math.min(end, text.length())));
    }

    private static String at(SourcePosition position) {
        return position.topic() + " partition " + position.partition() + " offset " + position.offset();
    }

    private void add(String line) {
        lines.add(line.stripTrailing());
    }
}
