package io.m6flow.review.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers in this process's memory. Thread-safe. */
final class ReferenceAnswers implements AnswerStore {
    private final Clock clock;
    private final AnswerLimits limits;
    /** Oldest first; guarded by this. */
    private final Map<Key, Entry> entries = new LinkedHashMap<>();

    private record Entry(String worker, Kept kept, Instant until) {
        long bytes() {
            String answer = kept.answer();
            return answer == null ? 0 : answer.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    ReferenceAnswers(Clock clock, AnswerLimits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    @Override
    public synchronized Optional<Kept> begin(Key key, String fingerprint, String worker, Duration atMost) {
        Entry entry = found(key);
        if (entry != null) {
            return Optional.of(entry.kept());
        }
        put(key, new Entry(worker, new Kept(fingerprint, null), clock.instant().plus(atMost)));
        return Optional.empty();
    }

    @Override
    public synchronized void keep(Key key, String fingerprint, String worker, String answer, Duration kept) {
        Entry entry = found(key);
        if (entry == null || entry.worker().equals(worker)) {
            put(
                    key,
                    new Entry(
                            worker,
                            new Kept(fingerprint, answer),
                            clock.instant().plus(kept)));
            letGo(key.owner());
        }
    }

    private void letGo(String owner) {
        Deque<Key> keys = new ArrayDeque<>();
        long bytes = 0;
        for (Map.Entry<Key, Entry> one : entries.entrySet()) {
            if (one.getKey().owner().equals(owner) && one.getValue().kept().answer() != null) {
                keys.add(one.getKey());
                bytes += one.getValue().bytes();
            }
        }
        while (keys.size() > limits.answers() || bytes > limits.bytes()) {
            Entry gone = entries.remove(keys.remove());
            bytes -= gone == null ? 0 : gone.bytes();
        }
    }

    @Override
    public synchronized void free(Key key, String worker) {
        Entry entry = found(key);
        if (entry != null && entry.worker().equals(worker)) {
            entries.remove(key);
        }
    }

    private @Nullable Entry found(Key key) {
        Entry entry = entries.get(key);
        return entry == null || !clock.instant().isBefore(entry.until()) ? null : entry;
    }

    private void put(Key key, Entry entry) {
        entries.remove(key);
        entries.put(key, entry);
    }
}
