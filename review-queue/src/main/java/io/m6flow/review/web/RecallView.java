package io.m6flow.review.web;

import io.m6flow.review.ReviewItem;
import io.m6flow.review.recall.Fate;
import io.m6flow.review.recall.FoundText;
import io.m6flow.review.recall.Recall;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * A recall, with a part of what it found.
 *
 * @param from the place of the first row, 0 being the first
 */
record RecallView(Words words, Recall recall, long from, List<Row> rows, ZoneId zone) {
    static final int SHOWN = 50;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    RecallView {
        rows = List.copyOf(rows);
    }

    /** @param item as the queue has it now; empty where it is gone */
    record Row(FoundText found, Optional<Fate> fate, Optional<ReviewItem> item) {
        String title() {
            return item.map(each -> each.draft().getTitle())
                    .filter(title -> !title.isEmpty())
                    .orElseGet(() -> found.subject().value());
        }

        /** What stands published; of what was taken back, what had been drafted. */
        String text() {
            return item.map(each -> {
                        var decision = each.decision();
                        return decision == null || decision.text().isEmpty()
                                ? each.draft().getText()
                                : decision.text();
                    })
                    .orElse("");
        }
    }

    String path() {
        return RecallPages.PATH + "/" + recall.id();
    }

    boolean isFound() {
        return recall.state() == Recall.State.FOUND;
    }

    boolean isRunning() {
        return recall.state() == Recall.State.RETRACTING;
    }

    boolean isEmpty() {
        return recall.found() == 0;
    }

    String heading() {
        return switch (recall.state()) {
            case FOUND -> words.say("recall.found", recall.found(), recall.looked());
            case RETRACTING -> words.say("recall.running", recall.fates().total(), recall.found());
            case DONE -> words.say("recall.done", recall.fates().retracted(), recall.found());
        };
    }

    String kindOf(Row row) {
        return words.say("kind." + row.found().kind().name());
    }

    String fateOf(Row row) {
        return row.fate()
                .map(fate -> words.say("recall.fate." + Code.lower(fate)))
                .orElse("");
    }

    boolean isRetracted(Row row) {
        return row.fate().filter(fate -> fate == Fate.RETRACTED).isPresent();
    }

    String time(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    String criteria() {
        return RecallLog.criteria(words, recall.criteria(), zone);
    }

    String shown() {
        return words.say("recall.shown", from + 1, from + rows.size(), recall.found());
    }

    boolean hasEarlier() {
        return from > 0;
    }

    boolean hasLater() {
        return from + rows.size() < recall.found() && !rows.isEmpty();
    }

    String earlier() {
        return path() + "/result?from=" + Math.max(0, from - SHOWN);
    }

    String later() {
        return path() + "/result?from=" + (from + SHOWN);
    }

    String here() {
        return path() + "/result?from=" + from;
    }
}
