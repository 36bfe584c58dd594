package io.m6flow.sink.webhook;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** What is to become of an intent after an attempt. */
public sealed interface Verdict {

    record Delivered() implements Verdict {}

    /**
     * It failed.
     *
     * @param cause without secrets and texts
     * @param again after what time it is due again; empty: it is given up
     * @param hold how long the endpoint asked us to leave it alone; zero: it did not
     */
    record Failed(String cause, Optional<Duration> again, Duration hold) implements Verdict {}

    /** The endpoint wants no webhooks any more. The intent waits until somebody enables the endpoint. */
    record Gone(String cause) implements Verdict {}

    default <R> R fold(Function<Delivered, R> delivered, Function<Failed, R> failed, Function<Gone, R> gone) {
        if (this instanceof Delivered done) {
            return delivered.apply(done);
        } else if (this instanceof Failed failure) {
            return failed.apply(failure);
        }
        return gone.apply((Gone) this);
    }
}
