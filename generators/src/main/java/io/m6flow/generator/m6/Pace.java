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

    /** How many standard deviations longer than usual a text may become and still be in time. */
    private static final double CAUTION = 2;

    private final Map<ContentKind, Double> lengths = new EnumMap<>(ContentKind.class);
    private final Map<ContentKind, Double> squares = new EnumMap<>(ContentKind.class);
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
        squares.merge(kind, (double) tokens * tokens, Pace::average);
    }

    /**
     * How long all but the longest texts of a kind take from now to their end, in nanoseconds; 0 as long as nothing is
     * known. With the usual length instead, an overloaded engine would begin every text when only the short ones can still
     * be in time, and throw the long ones away half written.
     */
    long nanosFor(ContentKind kind, int sourceTokens) {
        double usual = lengths.getOrDefault(kind, 0.0);
        double spread = Math.sqrt(Math.max(0, squares.getOrDefault(kind, 0.0) - usual * usual));
        double steps = usual + CAUTION * spread;
        return (long) (1e9 * (sourceTokens * readSecondsPerToken + steps * stepSeconds));
    }

    /** As {@link #nanosFor} for whichever kind takes longest. */
    long nanosForLongest(int sourceTokens) {
        return lengths.keySet().stream()
                .mapToLong(kind -> nanosFor(kind, sourceTokens))
                .max()
                .orElse(0);
    }

    private static double average(double sofar, double next) {
        return sofar == 0 ? next : sofar + WEIGHT * (next - sofar);
    }
}
