package io.m6flow.review;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signs of life that a thread gives while it works: it tells when a round went well and when one failed, so that
 * others see a thread that is stuck and one that fails again and again. Thread-safe.
 */
public final class Pulse {
    private final InstantSource clock;
    private volatile Sign last;

    /**
     * The last sign.
     *
     * @param since when what it says began
     */
    private record Sign(Instant at, Instant since, @Nullable String trouble) {}

    public Pulse(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        Instant now = clock.instant();
        this.last = new Sign(now, now, null);
    }

    /** A round went well; true if the one before had not. */
    public boolean goesWell() {
        return tell(null);
    }

    /** A round failed; true if the one before had not. */
    public boolean fails(String why) {
        return tell(Objects.requireNonNull(why, "why"));
    }

    private synchronized boolean tell(@Nullable String trouble) {
        Instant now = clock.instant();
        boolean turns = (trouble == null) != (last.trouble() == null);
        last = new Sign(now, turns ? now : last.since(), trouble);
        return turns;
    }

    public Optional<String> trouble() {
        return Optional.ofNullable(last.trouble());
    }

    /**
     * As others see it now.
     *
     * @param runs whether the thread is there at all
     */
    public PartStatus status(boolean runs) {
        Sign sign = last;
        Instant now = clock.instant();
        return new PartStatus(
                runs,
                Duration.between(sign.at(), now),
                Optional.ofNullable(sign.trouble()),
                sign.since(),
                Duration.between(sign.since(), now));
    }
}
