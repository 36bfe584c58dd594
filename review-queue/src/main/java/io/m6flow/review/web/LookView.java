package io.m6flow.review.web;

import io.m6flow.review.Decided;
import io.m6flow.review.ReviewItem;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An item that is looked at and cannot be decided here: it is decided already, or somebody else holds it. */
record LookView(ReviewItem reviewed, Words words, ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    ContentDraft draft() {
        return reviewed.draft();
    }

    SourceView source() {
        return new SourceView(draft(), words);
    }

    String kind() {
        return words.say("kind." + draft().getKind().name());
    }

    String item() {
        return ItemParameter.write(ItemRef.of(reviewed));
    }

    @Nullable
    Decided decision() {
        return reviewed.decision();
    }

    /** What stands above all else: the outcome, or who holds the item. */
    String state() {
        Decided decision = decision();
        if (decision != null) {
            return words.say("look.state." + Code.lower(decision.outcome()));
        }
        return words.say("notice.held", Objects.requireNonNullElse(reviewed.heldBy(), ""));
    }

    String outcome() {
        Decided decision = decision();
        return decision == null ? "held" : Code.lower(decision.outcome());
    }

    boolean isEdited() {
        Decided decision = decision();
        return decision != null && decision.outcome() == DecisionOutcome.EDITED;
    }

    /** The text that left, or the empty text. */
    String decidedText() {
        Decided decision = decision();
        return decision == null ? "" : decision.text();
    }

    List<String> reasons() {
        Decided decision = decision();
        return decision == null
                ? List.of()
                : decision.reasons().stream()
                        .map(reason -> words.sayOr("reason.", reason))
                        .toList();
    }

    /** What has happened to the item, the first first. */
    List<Step> history() {
        Step admitted = new Step(time(reviewed.admittedAt()), words.say("history.admitted"), "");
        Decided decision = decision();
        if (decision == null) {
            return List.of(admitted);
        }
        String by = words.say(
                "decider." + Code.lower(decision.by().getType()), decision.by().getName());
        String outcome = words.say("look.state." + Code.lower(decision.outcome()));
        return List.of(admitted, new Step(time(decision.at()), outcome, by));
    }

    private String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    /** @param who empty where nobody in particular did it */
    record Step(String time, String what, String who) {}
}
