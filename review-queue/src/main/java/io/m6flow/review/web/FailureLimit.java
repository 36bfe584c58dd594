package io.m6flow.review.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Slows down whoever guesses tokens: so many failures per address and minute. Thread-safe. */
final class FailureLimit {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final int most;
    private final Clock clock;
    /** Guarded by this. */
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    FailureLimit(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** How long the address must wait before it may try again; zero if it may now. */
    synchronized Duration waitOf(String address) {
        Deque<Instant> times = recent(address);
        return times.size() < most
                ? Duration.ZERO
                : Duration.between(clock.instant(), times.getFirst().plus(WINDOW));
    }

    synchronized void failed(String address) {
        Deque<Instant> times = recent(address);
        times.addLast(clock.instant());
        failures.put(address, times);
    }

    private Deque<Instant> recent(String address) {
        Deque<Instant> times = failures.getOrDefault(address, new ArrayDeque<>());
        Instant border = clock.instant().minus(WINDOW);
        while (!times.isEmpty() && !times.getFirst().isAfter(border)) {
            times.removeFirst();
        }
        if (times.isEmpty()) {
            failures.remove(address);
        }
        return times;
    }
}
