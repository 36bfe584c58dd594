package io.m6flow.job.session;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How speech is put in order, cut into passages, summed up and ended.
 *
 * @param liveBudget the deadline of a passage is the arrival of its last segment plus this, or null for none
 */
public record SessionSettings(
        Ordering ordering,
        Cutting cutting,
        Summing summing,
        Ending ending,
        @Nullable Duration liveBudget) implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * How long a segment waits for earlier ones.
     *
     * @param lateness how far the session's own clock may run past a missing piece before it is given up
     * @param waitingSegments segments that wait for an earlier one at most, whatever the clock says
     */
    public record Ordering(Duration lateness, int waitingSegments) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Ordering {
            if (lateness.isNegative()) {
                throw new IllegalArgumentException("lateness must not be negative, was " + lateness);
            }
            if (waitingSegments < 1) {
                throw new IllegalArgumentException("waitingSegments must be at least 1, was " + waitingSegments);
            }
        }
    }

    /**
     * What a passage holds.
     *
     * @param pause a silence in the session after which a new passage begins
     * @param minimum characters that a passage holds before a pause ends it
     * @param characters that a passage holds at most; keep it below the model card's passageCharacters
     */
    public record Cutting(Duration pause, int minimum, int characters) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Cutting {
            if (pause.isNegative()) {
                throw new IllegalArgumentException("pause must not be negative, was " + pause);
            }
            if (characters < 10) {
                throw new IllegalArgumentException("passageCharacters must be at least 10, was " + characters);
            }
            if (minimum < 0 || minimum > characters) {
                throw new IllegalArgumentException("passageMinimum must be 0 to " + characters + ", was " + minimum);
            }
        }

        /**
         * Characters with which a passage is full: three quarters of the most. What is left would hardly take another
         * segment, and whoever reads along would have waited for it to be spoken.
         */
        int full() {
            return Math.max(minimum, characters - characters / 4);
        }

        Cutting withCharacters(int newCharacters) {
            return new Cutting(pause, Math.min(minimum, newCharacters), newCharacters);
        }
    }

    /**
     * What is summed up.
     *
     * @param every a summary is written of each part that spans so much of the session's own time, besides that of all
     * @param transcriptCharacters characters of a session's text that its summary's draft shows as source at most
     */
    public record Summing(Duration every, int transcriptCharacters) implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final Duration SHORTEST_PART = Duration.ofSeconds(10);

        public Summing {
            if (every.compareTo(SHORTEST_PART) < 0) {
                throw new IllegalArgumentException("summaryEvery must be at least " + SHORTEST_PART + ", was " + every);
            }
        }
    }

    /**
     * How a session ends.
     *
     * @param patience how long, in time of day, the end of a session waits for earlier pieces that are missing
     * @param silence time of day without a segment after which a session counts as ended, or null for never
     * @param remembered time of day for which a session that has ended is known to have ended, so that what comes late is
     *     told so and nothing is written twice: the one thing that state holds of it
     */
    public record Ending(Duration patience, @Nullable Duration silence, Duration remembered) implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

        public Ending {
            if (patience.isNegative() || patience.compareTo(LONGEST_WAIT) > 0) {
                throw new IllegalArgumentException("endWait must be 0 to " + LONGEST_WAIT + ", was " + patience);
            }
            if (remembered.toMillis() < 1) {
                throw new IllegalArgumentException("remembered must be at least 1 ms, was " + remembered);
            }
        }

        Ending withPatience(Duration newPatience) {
            return new Ending(newPatience, silence, remembered);
        }

        Ending withSilence(@Nullable Duration newSilence) {
            return new Ending(patience, newSilence, remembered);
        }

        Ending withRemembered(Duration newRemembered) {
            return new Ending(patience, silence, newRemembered);
        }
    }

    /**
     * For live speech and the embedded model, which cleans passages of 110 characters with fewer words lost than those
     * of 160 (598 and 641 wrong letters over two sample sessions of 1,278).
     */
    public static SessionSettings defaults() {
        return new SessionSettings(
                new Ordering(Duration.ofSeconds(10), 1000),
                new Cutting(Duration.ofSeconds(2), 20, 110),
                new Summing(Duration.ofMinutes(5), 20_000),
                new Ending(Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofHours(6)),
                Duration.ofSeconds(30));
    }

    public SessionSettings withPassageCharacters(int newCharacters) {
        return new SessionSettings(ordering, cutting.withCharacters(newCharacters), summing, ending, liveBudget);
    }

    public SessionSettings withSummaryEvery(Duration newPart) {
        Summing newSumming = new Summing(newPart, summing.transcriptCharacters());
        return new SessionSettings(ordering, cutting, newSumming, ending, liveBudget);
    }

    public SessionSettings withEndWait(Duration newWait) {
        return withEnding(ending.withPatience(newWait));
    }

    public SessionSettings withSilence(@Nullable Duration newSilence) {
        return withEnding(ending.withSilence(newSilence));
    }

    public SessionSettings withRemembered(Duration newRemembered) {
        return withEnding(ending.withRemembered(newRemembered));
    }

    private SessionSettings withEnding(Ending newEnding) {
        return new SessionSettings(ordering, cutting, summing, newEnding, liveBudget);
    }

    public SessionSettings withLiveBudget(@Nullable Duration newBudget) {
        return new SessionSettings(ordering, cutting, summing, ending, newBudget);
    }
}
