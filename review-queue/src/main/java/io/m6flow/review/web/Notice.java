package io.m6flow.review.web;

import io.m6flow.review.Decided;
import io.m6flow.review.ReviewItem;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message above the card.
 *
 * @param tone good, info or warn
 * @param kept what the reviewer had written and could not save; empty if there is none
 * @param undo what can be taken back from here, or null
 */
record Notice(
        String tone, String text, String kept, @Nullable UndoOffer undo) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    static Notice none() {
        return new Notice("info", "", "", null);
    }

    static Notice info(String text) {
        return new Notice("info", text, "", null);
    }

    static Notice good(String text) {
        return new Notice("good", text, "", null);
    }

    static Notice warn(String text) {
        return new Notice("warn", text, "", null);
    }

    Notice keeping(String written) {
        return new Notice(tone, text, written, undo);
    }

    /** With a way back from what was just decided, as long as there is one. */
    Notice undoing(List<ReviewItem> decided, Instant now) {
        return new Notice(tone, text, kept, UndoOffer.of(decided, now).orElse(null));
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Says calmly who decided what, when, and why. */
    static Notice decidedBy(Decided decision, Words words, ZoneId zone) {
        String by = words.say(
                "decider." + Code.lower(decision.by().getType()), decision.by().getName());
        String outcome = words.say("outcome." + Code.lower(decision.outcome()));
        String time = TIME.format(decision.at().atZone(zone));
        String text = words.say("notice.decided", by, time, outcome);
        if (decision.reasons().isEmpty()) {
            return warn(text);
        }
        String reasons = decision.reasons().stream()
                .map(reason -> words.sayOr("reason.", reason))
                .collect(Collectors.joining(words.say("list.separator")));
        return warn(text + words.say("notice.because", reasons));
    }
}
