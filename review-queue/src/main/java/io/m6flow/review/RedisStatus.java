package io.m6flow.review;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * How Redis does, as it was last seen.
 *
 * @param since when it came into this state
 * @param detail what is to be known about the state, or empty
 */
public record RedisStatus(State state, Instant since, Optional<String> detail) {
    /** From best to worst. */
    public enum State {
        WELL,
        /** It works, but an acknowledged decision may be lost with it: {@code appendfsync} is not {@code always}. */
        NOT_DURABLE,
        /** It could not write its file the last time. */
        WRITES_FAIL,
        /** It is a replica. */
        READ_ONLY,
        /** It reads its file after a start. */
        LOADING,
        /** It does not answer. */
        SILENT;

        /** Whether the queue can work. */
        public boolean works() {
            return this == WELL || this == NOT_DURABLE;
        }
    }

    public RedisStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(detail, "detail");
    }
}
