package io.m6flow.generator.m6;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Where the engine's time comes from: one clock for deadlines, one that never jumps for durations. */
record Time(InstantSource clock, LongSupplier ticker) {
    static Time system() {
        return new Time(InstantSource.system(), System::nanoTime);
    }

    Instant now() {
        return clock.instant();
    }

    long nanos() {
        return ticker.getAsLong();
    }
}
