package io.m6flow.review.web;

import java.time.Duration;
import java.util.Locale;

/** A moment of a live session as people read it: minutes and seconds, hours only where needed. */
final class Clockface {
    private Clockface() {}

    static String of(long millis) {
        Duration at = Duration.ofMillis(Math.max(0, millis));
        return at.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", at.toHours(), at.toMinutesPart(), at.toSecondsPart())
                : String.format(Locale.ROOT, "%02d:%02d", at.toMinutes(), at.toSecondsPart());
    }
}
