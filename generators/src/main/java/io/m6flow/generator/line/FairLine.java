package io.m6flow.generator.line;

import io.m6flow.generator.Priority;
import io.m6flow.generator.Service;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What waits, in the order in which it is to be served: live ones first, but for one turn in {@value #TURN_OF_THE_OTHERS};
 * among those of one priority the tenant that has been served the fewest tokens; among those of one tenant the first to
 * come.
 *
 * <p>A tenant that comes back starts where the least served of those who wait stands: nobody saves up turns by staying
 * away. Counting tokens rather than prompts follows "Fairness in Serving Large Language Models" (Sheng et al., OSDI
 * 2024). Not thread-safe: its owner holds a lock.
 *
 * @param <T> what waits
 */
public final class FairLine<T> {
    /** How often the lower priority comes first where both wait, so that it never starves. */
    public static final int TURN_OF_THE_OTHERS = 8;

    private static final int TENANTS_TO_REMEMBER = 1_000;

    private final Function<T, Service> service;
    private final Map<Priority, Map<String, Deque<T>>> waiting = new EnumMap<>(Priority.class);
    private final Map<String, Long> served = new HashMap<>();
    private int size;
    private int liveTurns;

    /** @param service whose it is and how urgent; always the same for one thing that waits */
    public FairLine(Function<T, Service> service) {
        this.service = service;
        for (Priority priority : Priority.values()) {
            waiting.put(priority, new LinkedHashMap<>());
        }
    }

    public int size() {
        return size;
    }

    /** Lets one more wait; there is no limit here. */
    public void add(T one) {
        ofTenant(one).add(one);
        size++;
    }

    /** Lets one that was polled wait again, before all others of its tenant. */
    public void putBack(T one) {
        ofTenant(one).addFirst(one);
        size++;
    }

    private Deque<T> ofTenant(T one) {
        String tenant = service.apply(one).tenant();
        Map<String, Deque<T>> tenants = of(service.apply(one).priority());
        if (!tenants.containsKey(tenant)) {
            served.merge(tenant, leastServed(tenants), Math::max);
        }
        return tenants.computeIfAbsent(tenant, t -> new ArrayDeque<>());
    }

    /** Takes out the one whose turn it is. */
    public Optional<T> poll() {
        if (size == 0) {
            return Optional.empty();
        }
        Map<String, Deque<T>> tenants = of(turn());
        Map.Entry<String, Deque<T>> next = tenants.entrySet().stream()
                .min((a, b) -> Long.compare(servedTo(a.getKey()), servedTo(b.getKey())))
                .orElseThrow();
        T one = next.getValue().remove();
        if (next.getValue().isEmpty()) {
            tenants.remove(next.getKey());
        }
        size--;
        return Optional.of(one);
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
    public void charge(String tenant, long tokens) {
        served.merge(tenant, tokens, Long::sum);
        if (served.size() > TENANTS_TO_REMEMBER) {
            forgetWhoIsAway();
        }
    }

    /** Whoever is away and has had less than those who wait would be lifted to them anyway. */
    private void forgetWhoIsAway() {
        long least = Math.min(leastServed(of(Priority.LIVE)), leastServed(of(Priority.CATALOGUE)));
        served.entrySet()
                .removeIf(e -> e.getValue() <= least
                        && waiting.values().stream().noneMatch(tenants -> tenants.containsKey(e.getKey())));
    }

    private long leastServed(Map<String, Deque<T>> tenants) {
        return tenants.keySet().stream().mapToLong(this::servedTo).min().orElse(0);
    }

    private long servedTo(String tenant) {
        return served.getOrDefault(tenant, 0L);
    }

    /** Takes one out before its turn; false if it does not wait. */
    public boolean remove(T one) {
        String tenant = service.apply(one).tenant();
        Map<String, Deque<T>> tenants = of(service.apply(one).priority());
        Deque<T> own = tenants.get(tenant);
        if (own == null || !own.remove(one)) {
            return false;
        }
        if (own.isEmpty()) {
            tenants.remove(tenant);
        }
        size--;
        return true;
    }

    /** Takes out all of these and hands them over. */
    public List<T> removeIf(Predicate<T> which) {
        List<T> out = new ArrayList<>();
        for (Map<String, Deque<T>> tenants : waiting.values()) {
            tenants.values().forEach(queue -> queue.removeIf(one -> which.test(one) && out.add(one)));
            tenants.values().removeIf(Deque::isEmpty);
        }
        size -= out.size();
        return out;
    }

    private Map<String, Deque<T>> of(Priority priority) {
        Map<String, Deque<T>> tenants = waiting.get(priority);
        if (tenants == null) {
            throw new IllegalStateException("no such priority: " + priority);
        }
        return tenants;
    }
}
