package io.m6flow.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** The moment at which all fixtures happen. */
public final class TestTime {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** Stands still at {@link #NOW}. */
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private TestTime() {}
}
