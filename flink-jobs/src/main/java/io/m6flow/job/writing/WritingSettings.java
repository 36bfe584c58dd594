package io.m6flow.job.writing;

import java.io.Serializable;
import java.time.Duration;

/**
 * How texts are asked for.
 *
 * @param reasonCandidates texts written for one REASON, of which the best is drafted; the other kinds take one
 * @param capacity requests that one parallel part of the job has in hand; more wait, up to the source
 * @param timeout how long one request may take, all its attempts together, before it is a dead letter
 * @param attempts how often a prompt is asked again while the generator says that later may go better
 * @param firstDelay the wait before the second attempt; it doubles, with jitter, up to {@code longestDelay}
 * @param windowCharacters the longest text that is summed up in one piece; a longer one is cut into windows first
 */
public record WritingSettings(
        int reasonCandidates,
        int capacity,
        Duration timeout,
        int attempts,
        Duration firstDelay,
        Duration longestDelay,
        int windowCharacters)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public WritingSettings {
        if (reasonCandidates < 1 || reasonCandidates > 8) {
            throw new IllegalArgumentException("reasonCandidates must be 1 to 8, was " + reasonCandidates);
        }
        atLeastOne("capacity", capacity);
        atLeastOne("attempts", attempts);
        if (windowCharacters < 50) {
            throw new IllegalArgumentException("windowCharacters must be at least 50, was " + windowCharacters);
        }
        positive("timeout", timeout);
        positive("firstDelay", firstDelay);
        positive("longestDelay", longestDelay);
    }

    /** Patient: a generator that is merely busy is waited for, for up to half an hour. */
    public static WritingSettings defaults() {
        return new WritingSettings(
                3, 64, Duration.ofMinutes(30), 500, Duration.ofMillis(50), Duration.ofSeconds(5), 300);
    }

    public WritingSettings withReasonCandidates(int newCandidates) {
        return new WritingSettings(
                newCandidates, capacity, timeout, attempts, firstDelay, longestDelay, windowCharacters);
    }

    public WritingSettings withCapacity(int newCapacity) {
        return new WritingSettings(
                reasonCandidates, newCapacity, timeout, attempts, firstDelay, longestDelay, windowCharacters);
    }

    public WritingSettings withTimeout(Duration newTimeout) {
        return new WritingSettings(
                reasonCandidates, capacity, newTimeout, attempts, firstDelay, longestDelay, windowCharacters);
    }

    public WritingSettings withRetry(int newAttempts, Duration newFirstDelay, Duration newLongestDelay) {
        return new WritingSettings(
                reasonCandidates, capacity, timeout, newAttempts, newFirstDelay, newLongestDelay, windowCharacters);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, was " + value);
        }
    }
}
