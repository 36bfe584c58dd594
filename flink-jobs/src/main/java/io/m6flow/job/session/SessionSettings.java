package io.m6flow.job.session;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How speech is put in order, cut into passages and ended.
 *
 * @param lateness how far the session's own clock may run past a missing piece before it is given up
 * @param pause a silence in the session after which a new passage begins
 * @param passageMinimum characters that a passage holds before a pause ends it
 * @param passageCharacters characters that a passage holds at most; keep it below the model card's passageCharacters
 * @param waitingSegments segments that wait for an earlier one at most, whatever the clock says
 * @param endWait how long, in time of day, the end of a session waits for earlier pieces that are missing
 * @param silence time of day without a segment after which a session counts as ended, or null for never
 * @param liveBudget the deadline of a passage is the arrival of its last segment plus this, or null for none
 * @param summaryEvery a summary is written of each part that spans so much of the session's own time, besides that of all
 * @param transcriptCharacters characters of a session's text that its summary's draft shows as source at most
 * @param remembered time of day for which a session that has ended is known to have ended, so that what comes late is told
 *     so and nothing is written twice: the one thing that state holds of it
 */
public record SessionSettings(
        Duration lateness,
        Duration pause,
        int passageMinimum,
        int passageCharacters,
        int waitingSegments,
        Duration endWait,
        @Nullable Duration silence,
        @Nullable Duration liveBudget,
        Duration summaryEvery,
        int transcriptCharacters,
        Duration remembered)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final Duration SHORTEST_PART = Duration.ofSeconds(10);

    private static final Duration LONGEST_END_WAIT = Duration.ofMinutes(1);

    public SessionSettings {
        if (passageCharacters < 10) {
            throw new IllegalArgumentException("passageCharacters must be at least 10, was " + passageCharacters);
        }
        if (passageMinimum < 0 || passageMinimum > passageCharacters) {
            throw new IllegalArgumentException(
                    "passageMinimum must be 0 to " + passageCharacters + ", was " + passageMinimum);
        }
        if (waitingSegments < 1) {
            throw new IllegalArgumentException("waitingSegments must be at least 1, was " + waitingSegments);
        }
        if (endWait.isNegative() || endWait.compareTo(LONGEST_END_WAIT) > 0) {
            throw new IllegalArgumentException("endWait must be 0 to " + LONGEST_END_WAIT + ", was " + endWait);
        }
        if (summaryEvery.compareTo(SHORTEST_PART) < 0) {
            throw new IllegalArgumentException(
                    "summaryEvery must be at least " + SHORTEST_PART + ", was " + summaryEvery);
        }
        if (lateness.isNegative() || pause.isNegative()) {
            throw new IllegalArgumentException("lateness and pause must not be negative");
        }
        if (remembered.toMillis() < 1) {
            throw new IllegalArgumentException("remembered must be at least 1 ms, was " + remembered);
        }
    }

    /**
     * For live speech and the embedded model, which cleans passages of 110 characters with fewer words lost than those
     * of 160 (598 and 641 wrong letters over two sample sessions of 1,278).
     */
    public static SessionSettings defaults() {
        return new SessionSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(2),
                20,
                110,
                1000,
                Duration.ofSeconds(2),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                20_000,
                Duration.ofHours(6));
    }

    /**
     * Characters with which a passage is full: three quarters of the most. What is left would hardly take another segment,
     * and whoever reads along would have waited for it to be spoken.
     */
    int passageFull() {
        return Math.max(passageMinimum, passageCharacters - passageCharacters / 4);
    }

    public SessionSettings withPassageCharacters(int newCharacters) {
        return new SessionSettings(
                lateness,
                pause,
                Math.min(passageMinimum, newCharacters),
                newCharacters,
                waitingSegments,
                endWait,
                silence,
                liveBudget,
                summaryEvery,
                transcriptCharacters,
                remembered);
    }

    public SessionSettings withEndWait(Duration newEndWait) {
        return new SessionSettings(
                lateness,
                pause,
                passageMinimum,
                passageCharacters,
                waitingSegments,
                newEndWait,
                silence,
                liveBudget,
                summaryEvery,
                transcriptCharacters,
                remembered);
    }

    public SessionSettings withSilence(@Nullable Duration newSilence) {
        return new SessionSettings(
                lateness,
                pause,
                passageMinimum,
                passageCharacters,
                waitingSegments,
                endWait,
                newSilence,
                liveBudget,
                summaryEvery,
                transcriptCharacters,
                remembered);
    }

    public SessionSettings withLiveBudget(@Nullable Duration newBudget) {
        return new SessionSettings(
                lateness,
                pause,
                passageMinimum,
                passageCharacters,
                waitingSegments,
                endWait,
                silence,
                newBudget,
                summaryEvery,
                transcriptCharacters,
                remembered);
    }

    public SessionSettings withSummaryEvery(Duration newPart) {
        return new SessionSettings(
                lateness,
                pause,
                passageMinimum,
                passageCharacters,
                waitingSegments,
                endWait,
                silence,
                liveBudget,
                newPart,
                transcriptCharacters,
                remembered);
    }

    public SessionSettings withRemembered(Duration newRemembered) {
        return new SessionSettings(
                lateness,
                pause,
                passageMinimum,
                passageCharacters,
                waitingSegments,
                endWait,
                silence,
                liveBudget,
                summaryEvery,
                transcriptCharacters,
                newRemembered);
    }
}
