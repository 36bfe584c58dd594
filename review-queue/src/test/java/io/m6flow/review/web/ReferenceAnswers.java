package io.m6flow.review.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;

/** The latest {@value #MOST} answers in this process's memory. Thread-safe. */
final class ReferenceAnswers implements AnswerStore {
    static final int MOST = 10_000;

    private final Clock clock;
    /** Oldest first; guarded by this. */
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(String worker, Kept kept, Instant until) {}

    ReferenceAnswers(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Optional<Kept> begin(String key, String fingerprint, String worker, Duration atMost) {
        Entry entry = found(key);
        if (entry != null) {
            return Optional.of(entry.kept());
        }
        put(key, new Entry(worker, new Kept(fingerprint, null), clock.instant().plus(atMost)));
        return Optional.empty();
    }

    @Override
    public synchronized void keep(String key, String fingerprint, String worker, String answer, Duration kept) {
        Entry entry = found(key);
        if (entry == null || entry.worker().equals(worker)) {
            put(
                    key,
                    new Entry(
                            worker,
                            new Kept(fingerprint, answer),
                            clock.instant().plus(kept)));
        }
    }

    @Override
    public synchronized void free(String key, String worker) {
        Entry entry = found(key);
        if (entry != null && entry.worker().equals(worker)) {
            entries.remove(key);
        }
    }

    private Entry found(String key) {
        Entry entry = entries.get(key);
        return entry == null || !clock.instant().isBefore(entry.until()) ? null : entry;
    }

    private void put(String key, Entry entry) {
        entries.remove(key);
        entries.put(key, entry);
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
