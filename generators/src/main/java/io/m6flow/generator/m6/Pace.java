package io.m6flow.generator.m6;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.GeneratorStats;
import java.util.EnumMap;
import java.util.Map;

/**
 * How fast the engine goes just now, to tell whether an answer would still be in time. Moving averages; confined to the
 * engine thread.
 */
final class Pace {
    private static final double WEIGHT = 0.05;

    private final Map<ContentKind, Double> lengths = new EnumMap<>(ContentKind.class);
    private double stepSeconds;
    private double readSecondsPerToken;

    /** Takes note of what a turn of the engine did. */
    void turned(GeneratorStats turn) {
        if (turn.decodeSteps() > 0) {
            stepSeconds = average(stepSeconds, turn.busySeconds() / turn.decodeSteps());
        }
        if (turn.sourceTokens() > 0) {
            readSecondsPerToken = average(readSecondsPerToken, turn.readSeconds() / turn.sourceTokens());
        }
    }

    /** Takes note of how long a text of this kind became, in tokens. */
    void wrote(ContentKind kind, int tokens) {
        lengths.merge(kind, (double) tokens, Pace::average);
    }

    /** How long a text would take from now to its end, in nanoseconds; 0 as long as nothing is known. */
    long nanosFor(ContentKind kind, int sourceTokens) {
        double steps = lengths.getOrDefault(kind, 0.0);
        return (long) (1e9 * (sourceTokens * readSecondsPerToken + steps * stepSeconds));
    }

    private static double average(double sofar, double next) {
        return sofar == 0 ? next : sofar + WEIGHT * (next - sofar);
    }
}
