package io.m6flow.launcher;

import java.time.Clock;
import java.time.Instant;

/** Tells the seconds since it was made. */
record Stopwatch(Clock clock, Instant start) {
    static Stopwatch start(Clock clock) {
        return new Stopwatch(clock, clock.instant());
    }

    double seconds() {
        return (clock.millis() - start.toEpochMilli()) / 1000.0;
    }

    String shown() {
        return "%.1f s".formatted(seconds());
    }
}
