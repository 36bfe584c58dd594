package io.m6flow.review.web;

import io.m6flow.review.HistoryEntry;
import io.m6flow.schema.DecisionOutcome;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/** What happened to an item, in words. */
record HistoryView(List<HistoryEntry> entries, Words words, ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    HistoryView {
        entries = List.copyOf(entries);
    }

    /** The first first. */
    List<Step> steps() {
        return entries.stream().map(this::step).toList();
    }

    /** Who gave the item to a lead last, and why. */
    Optional<Step> escalation() {
        return entries.stream()
                .filter(entry -> entry.what() == HistoryEntry.Event.ESCALATED)
                .reduce((first, second) -> second)
                .map(this::step);
    }

    private Step step(HistoryEntry entry) {
        return new Step(
                TIME.format(entry.at().atZone(zone)),
                words.say("history." + Code.lower(entry.what())),
                entry.who(),
                note(entry));
    }

    /** The queue notes a proposal's outcome, and with a decision who agreed; a person's note stays as it is. */
    private String note(HistoryEntry entry) {
        if (entry.note().isEmpty()) {
            return "";
        }
        return switch (entry.what()) {
            case PROPOSED ->
                entry.note().equals(DecisionOutcome.EDITED.name()) ? words.say("history.proposed-edit") : "";
            case APPROVED, EDITED -> words.say("history.agreed-with", entry.note());
            default -> entry.note();
        };
    }

    /**
     * @param who empty where nobody in particular did it
     * @param note empty where there is none
     */
    record Step(String time, String what, String who, String note) {}
}
