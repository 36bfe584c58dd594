package io.m6flow.generator.m6;

import io.m6flow.generator.Priority;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait, bounded, in the order in which they are to be served: live ones first, but for one turn in
 * {@value #TURN_OF_THE_OTHERS}; among those of one priority the tenant that has been served the fewest tokens; among
 * those of one tenant the first to come.
 *
 * <p>A tenant that comes back starts where the least served of those who wait stands: nobody saves up turns by staying
 * away. Counting tokens rather than prompts follows "Fairness in Serving Large Language Models" (Sheng et al., OSDI
 * 2024). Safe for many threads.
 */
final class WaitingRoom {
    /** How often the lower priority comes first where both wait, so that it never starves. */
    static final int TURN_OF_THE_OTHERS = 8;

    private static final int TENANTS_TO_REMEMBER = 1_000;

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Map<Priority, Map<String, Queue<Request>>> waiting = new EnumMap<>(Priority.class);
    private final Map<String, Long> served = new HashMap<>();
    private int size;
    private int liveTurns;
    private boolean closed;

    WaitingRoom(int capacity) {
        this.capacity = capacity;
        for (Priority priority : Priority.values()) {
            waiting.put(priority, new LinkedHashMap<>());
        }
    }

    /** False when as many wait as may, or the room is closed. */
    boolean offer(Request request) {
        lock.lock();
        try {
            if (closed || size >= capacity) {
                return false;
            }
            String tenant = request.prompt.service().tenant();
            Map<String, Queue<Request>> tenants = of(request.prompt.service().priority());
            if (!tenants.containsKey(tenant)) {
                served.merge(tenant, leastServed(tenants), Math::max);
            }
            tenants.computeIfAbsent(tenant, t -> new ArrayDeque<>()).add(request);
            size++;
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The next request to serve, or null when none waits. */
    @Nullable
    Request poll() {
        lock.lock();
        try {
            if (size == 0) {
                return null;
            }
            Map<String, Queue<Request>> tenants = of(turn());
            String next = tenants.keySet().stream()
                    .min((a, b) -> Long.compare(servedTo(a), servedTo(b)))
                    .orElseThrow();
            Queue<Request> queue = tenants.get(next);
            Request request = queue == null ? null : queue.remove();
            if (queue != null && queue.isEmpty()) {
                tenants.remove(next);
            }
            size--;
            return request;
        } finally {
            lock.unlock();
        }
    }

    private Priority turn() {
        boolean live = !of(Priority.LIVE).isEmpty();
        boolean others = !of(Priority.CATALOGUE).isEmpty();
        if (live && others) {
            liveTurns = (liveTurns + 1) % TURN_OF_THE_OTHERS;
            return liveTurns == 0 ? Priority.CATALOGUE : Priority.LIVE;
        }
        return live ? Priority.LIVE : Priority.CATALOGUE;
    }

    /** Adds to what a tenant has been served; a negative number takes back what was reserved and not used. */
    void charge(String tenant, long tokens) {
        lock.lock();
        try {
            served.merge(tenant, tokens, Long::sum);
            if (served.size() > TENANTS_TO_REMEMBER) {
                forgetWhoIsAway();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whoever is away and has had less than those who wait would be lifted to them anyway. */
    private void forgetWhoIsAway() {
        long least = Math.min(leastServed(of(Priority.LIVE)), leastServed(of(Priority.CATALOGUE)));
        served.entrySet()
                .removeIf(e -> e.getValue() <= least
                        && waiting.values().stream().noneMatch(tenants -> tenants.containsKey(e.getKey())));
    }

    private long leastServed(Map<String, Queue<Request>> tenants) {
        return tenants.keySet().stream().mapToLong(this::servedTo).min().orElse(0);
    }

    private long servedTo(String tenant) {
        return served.getOrDefault(tenant, 0L);
    }

    /** Takes out every request that nobody waits for or that comes too late; the caller tells them so. */
    List<Request> sweep(long now) {
        lock.lock();
        try {
            List<Request> out = new ArrayList<>();
            for (Map<String, Queue<Request>> tenants : waiting.values()) {
                for (Queue<Request> queue : tenants.values()) {
                    queue.removeIf(request -> (request.givenUp() || request.expired(now)) && out.add(request));
                }
                tenants.values().removeIf(Queue::isEmpty);
            }
            size -= out.size();
            return out;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns true as soon as something waits or the room is closed, false when the time is over.
     *
     * @param most how long to wait, or null for as long as it takes
     */
    boolean await(@Nullable Duration most) {
        lock.lock();
        try {
            long left = most == null ? Long.MAX_VALUE : most.toNanos();
            while (size == 0 && !closed && left > 0) {
                left = filled.awaitNanos(left);
            }
            return size > 0 || closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** Lets nobody in any more and hands out who is inside. */
    List<Request> close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
            return empty();
        } finally {
            lock.unlock();
        }
    }

    /** Hands out who is inside. */
    List<Request> empty() {
        lock.lock();
        try {
            List<Request> all = new ArrayList<>();
            waiting.values().forEach(tenants -> {
                tenants.values().forEach(all::addAll);
                tenants.clear();
            });
            size = 0;
            return all;
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Queue<Request>> of(Priority priority) {
        Map<String, Queue<Request>> tenants = waiting.get(priority);
        if (tenants == null) {
            throw new IllegalStateException("no such priority: " + priority);
        }
        return tenants;
    }
}
