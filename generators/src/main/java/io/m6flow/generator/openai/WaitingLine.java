package io.m6flow.generator.openai;

import io.m6flow.generator.Priority;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The prompts that wait: by priority, within one priority by turns of the tenants, within one tenant by arrival. Not
 * thread-safe: its owner holds a lock.
 */
final class WaitingLine {
    private final Map<Priority, Map<String, Deque<Work>>> lanes = new EnumMap<>(Priority.class);
    private int size;

    int size() {
        return size;
    }

    void add(Work work) {
        lane(work)
                .computeIfAbsent(work.prompt.service().tenant(), tenant -> new ArrayDeque<>())
                .add(work);
        size++;
    }

    /** The prompt whose turn it is; it stays until its last candidate is taken. */
    Optional<Work> peek() {
        return lanes.values().stream()
                .flatMap(lane -> lane.values().stream().limit(1))
                .findFirst()
                .map(Deque::getFirst);
    }

    /** Takes a prompt out, and gives the turn to the next tenant if it was this one's. */
    boolean remove(Work work) {
        Map<String, Deque<Work>> lane = lane(work);
        String tenant = work.prompt.service().tenant();
        Deque<Work> own = lane.get(tenant);
        if (own == null) {
            return false;
        }
        boolean first = own.peekFirst() == work;
        if (!own.remove(work)) {
            return false;
        }
        size--;
        if (first || own.isEmpty()) {
            lane.remove(tenant);
            if (!own.isEmpty()) {
                lane.put(tenant, own);
            }
        }
        return true;
    }

    private Map<String, Deque<Work>> lane(Work work) {
        return lanes.computeIfAbsent(work.prompt.service().priority(), priority -> new LinkedHashMap<>());
    }
}
