package io.m6flow.job.session;

import io.m6flow.schema.Outcome;
import java.io.Serializable;
import java.util.List;

/**
 * Puts the segments of a session in order and joins them into passages. Everything follows from the order of arrival
 * alone, so that a replay cuts the same passages; only the end of a session may be a matter of the time of day.
 *
 * <p>Segments are released in order of sequence: a final that is next at once. A missing sequence, or a partial without
 * its final, holds up what comes after it until the session's own clock (the highest startMillis heard) has run past it
 * by the lateness; then the missing one is given up, and of partials the newest stands. A session begins with sequence
 * 0, or with 1 once anything else was heard, or else where the lateness leaves it.
 *
 * <p>Each segment ends in exactly one way: in a passage (told by the passage, not here), PARTIAL_REPLACED by a newer
 * partial or its final, DUPLICATE of a final, EMPTY, LATE after its sequence was given up or taken from a partial, or
 * AFTER_END.
 */
final class SessionAssembler implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SessionSettings settings;
    private final PassageCutter cutter;

    SessionAssembler(SessionSettings settings) {
        this.settings = settings;
        this.cutter = new PassageCutter(settings.cutting());
    }

    /** A segment arrived. */
    SessionStep hear(SessionMemory memory, HeardSegment segment) {
        SessionStep step = new SessionStep();
        memory.last = segment.event();
        memory.clock = Math.max(memory.clock, segment.startMillis());
        if (memory.end != SessionMemory.NONE && segment.sequence() > memory.end) {
            step.settle(segment, Outcome.AFTER_END);
        } else if (segment.sequence() < memory.next) {
            step.settle(segment, outcomeOfThePast(memory, segment));
        } else {
            await(memory, segment, step);
        }
        if (segment.ends() && memory.end == SessionMemory.NONE) {
            memory.end = segment.sequence();
        }
        if (memory.end != SessionMemory.NONE && memory.end < memory.next) {
            end(memory, step);
        } else {
            release(memory, step, false);
        }
        return step;
    }

    /** No more is waited for: all that was heard up to the end is released, and the session ends. */
    SessionStep close(SessionMemory memory) {
        SessionStep step = new SessionStep();
        release(memory, step, true);
        return step;
    }

    private static Outcome outcomeOfThePast(SessionMemory memory, HeardSegment segment) {
        boolean hadNoFinal = memory.unsettled.stream().anyMatch(range -> range.holds(segment.sequence()));
        if (hadNoFinal) {
            return Outcome.LATE;
        }
        return segment.complete() ? Outcome.DUPLICATE : Outcome.PARTIAL_REPLACED;
    }

    /** Puts the segment among those that wait; of two with one sequence the final or else the newer stays. */
    private static void await(SessionMemory memory, HeardSegment segment, SessionStep step) {
        List<HeardSegment> waiting = memory.waiting;
        int at = 0;
        while (at < waiting.size() && waiting.get(at).sequence() < segment.sequence()) {
            at++;
        }
        if (at == waiting.size() || waiting.get(at).sequence() != segment.sequence()) {
            waiting.add(at, segment);
            return;
        }
        HeardSegment before = waiting.get(at);
        if (before.complete()) {
            step.settle(segment, segment.complete() ? Outcome.DUPLICATE : Outcome.PARTIAL_REPLACED);
        } else {
            step.settle(before, Outcome.PARTIAL_REPLACED);
            waiting.set(at, segment);
        }
    }

    private void release(SessionMemory memory, SessionStep step, boolean all) {
        while (!memory.waiting.isEmpty() && !step.sessionEnded) {
            HeardSegment head = memory.waiting.get(0);
            boolean due = all || givenUp(memory, head);
            boolean next =
                    head.sequence() == memory.next || (memory.next == SessionMemory.NONE && begins(memory, head));
            if (!due && !(next && head.complete())) {
                if (next) {
                    cutter.foresee(memory, head).ifPresent(step.passages::add);
                }
                return;
            }
            if (!next && memory.next != SessionMemory.NONE) {
                memory.unsettled.add(new SequenceRange(memory.next, head.sequence() - 1));
            }
            memory.waiting.remove(0);
            take(memory, head, step);
        }
        if (all) {
            end(memory, step);
        }
    }

    private boolean givenUp(SessionMemory memory, HeardSegment head) {
        return memory.clock - settings.ordering().lateness().toMillis() > head.startMillis()
                || memory.waiting.size() > settings.ordering().waitingSegments();
    }

    private static boolean begins(SessionMemory memory, HeardSegment head) {
        return head.sequence() == 0
                || (head.sequence() == 1 && (memory.waiting.size() > 1 || memory.end != SessionMemory.NONE));
    }

    private void take(SessionMemory memory, HeardSegment head, SessionStep step) {
        memory.next = head.sequence() + 1;
        if (!head.complete()) {
            memory.unsettled.add(new SequenceRange(head.sequence(), head.sequence()));
        }
        if (head.blank()) {
            step.settle(head, Outcome.EMPTY);
        } else {
            step.passages.addAll(cutter.add(memory, head));
        }
        if (head.sequence() == memory.end) {
            end(memory, step);
        }
    }

    private void end(SessionMemory memory, SessionStep step) {
        if (step.sessionEnded) {
            return;
        }
        memory.waiting.forEach(segment -> step.settle(segment, Outcome.AFTER_END));
        memory.waiting.clear();
        cutter.cut(memory).ifPresent(step.passages::add);
        step.sessionEnded = true;
    }
}
