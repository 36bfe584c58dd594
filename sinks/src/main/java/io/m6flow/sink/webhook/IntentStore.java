package io.m6flow.sink.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Keeps what is to be delivered, each intent once per endpoint, until it is delivered or given up. Nothing is lost when
 * a deliverer is killed: what it had under way comes back when its lease has ended. Several deliverers may share a store.
 * Every method throws {@link IntentStoreException} when the store does not answer; all may be called again then.
 * Thread-safe.
 */
public interface IntentStore extends AutoCloseable {

    /** What became of an intent that was to be recorded. */
    enum Recorded {
        NEW,
        /** It was recorded before. */
        REPEATED,
        /** A later edition waits already; it is not kept. */
        OUTDATED,
        /** Too much waits for this endpoint; it is not kept, and counted as dropped. */
        DROPPED
    }

    /**
     * An intent that is ours to send until its lease ends.
     *
     * @param attempts how often it was sent before, since it was recorded or replayed
     * @param fence counts its leases
     */
    record Leased(Intent intent, int attempts, long fence) {}

    /**
     * What may be sent now.
     *
     * @param now the store's own time
     */
    record Taken(Instant now, List<Leased> leased) {
        public Taken {
            leased = List.copyOf(leased);
        }
    }

    /** What an attempt meant for its endpoint. */
    enum Turn {
        NONE,
        /** Too many failures in a row: nothing is sent for a while, and then one intent on trial. */
        BROKEN,
        /** The intent on trial failed as well. */
        STILL_BROKEN,
        RECOVERED,
        /** Nothing is sent until somebody enables it. */
        DISABLED,
        /** The intent was another deliverer's by then; nothing changed. */
        STALE
    }

    /** An intent that was given up. */
    record DeadLetter(String id, String type, Instant at, int attempts, String cause) {}

    /** Answers when this endpoint became known here: it is told what happens from then on. */
    Instant know(EndpointName endpoint);

    /**
     * Takes over what each endpoint is told, so that whoever records intents knows it; endpoints that are not named are
     * told nothing more.
     */
    void subscribe(Map<EndpointName, Subscription> all);

    /** What each endpoint is told, as the last {@link #subscribe} left it. */
    Map<EndpointName, Subscription> subscriptions();

    /**
     * Records intents, due at once, in their order. Where an earlier edition waits, it is dropped; one that is under way
     * is not.
     */
    List<Recorded> record(EndpointName endpoint, List<Intent> intents);

    /** As {@link #record}, and also what was delivered or given up before; what waits is REPEATED. */
    List<Recorded> recordAgain(EndpointName endpoint, List<Intent> intents);

    /**
     * Leases what is due, the longest due first.
     *
     * @param concurrency how many may be under way to this endpoint, all deliverers together
     */
    Taken take(EndpointName endpoint, int concurrency, Duration lease);

    /** Ends a lease with what came of it. */
    Turn settle(EndpointName endpoint, Leased leased, Verdict verdict, Breaker breaker);

    EndpointStatus status(EndpointName endpoint);

    /** Sends to a disabled endpoint again; false if it was not disabled. */
    boolean enable(EndpointName endpoint);

    /** Those that were given up last, the latest first. */
    List<DeadLetter> deadLetters(EndpointName endpoint, int most);

    /** Makes all that was given up due at once, with all its attempts; answers how many. */
    long replay(EndpointName endpoint);

    @Override
    void close();
}
