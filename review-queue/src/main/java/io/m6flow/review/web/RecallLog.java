package io.m6flow.review.web;

import io.m6flow.review.recall.Recall;
import io.m6flow.review.recall.RecallCriteria;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Recalls of the past, newest first. */
record RecallLog(Words words, List<Recall> recalls, ZoneId zone) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    RecallLog {
        recalls = List.copyOf(recalls);
    }

    /** As times are read and shown here. */
    String zoneName() {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    String time(Recall recall) {
        return time(recall.at(), zone);
    }

    String criteria(Recall recall) {
        return criteria(words, recall.criteria(), zone);
    }

    String state(Recall recall) {
        return switch (recall.state()) {
            case FOUND -> words.say("recall.log.found", recall.found());
            case RETRACTING -> words.say("recall.running", recall.fates().total(), recall.found());
            case DONE -> words.say("recall.done", recall.fates().retracted(), recall.found());
        };
    }

    static String criteria(Words words, RecallCriteria criteria, ZoneId zone) {
        List<String> parts = new ArrayList<>();
        criteria.term().ifPresent(term -> parts.add(words.say("recall.by.term", term)));
        if (criteria.failsCheck()) {
            parts.add(words.say("recall.by.check"));
        }
        criteria.model().ifPresent(model -> parts.add(words.say("recall.by.model", model)));
        criteria.modelVersion().ifPresent(version -> parts.add(words.say("recall.by.version", version)));
        criteria.tenant().ifPresent(tenant -> parts.add(words.say("recall.by.tenant", tenant)));
        criteria.kinds().stream().sorted().forEach(kind -> parts.add(words.say("kind." + kind.name())));
        criteria.since().ifPresent(since -> parts.add(words.say("recall.by.since", time(since, zone))));
        criteria.until().ifPresent(until -> parts.add(words.say("recall.by.until", time(until, zone))));
        return String.join(words.say("list.separator"), parts);
    }

    private static String time(Instant at, ZoneId zone) {
        return TIME.format(at.atZone(zone));
    }
}
