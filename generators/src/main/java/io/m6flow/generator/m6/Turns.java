package io.m6flow.generator.m6;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says whose turn it is: the first in line for whom there is time enough, as the engine goes just now. Where there is none,
 * the one who lacks the least time is tried all the same, for an empty slot helps nobody and estimates err; only who has
 * not half of the time is given up before the deadline.
 *
 * <p>Confined to the engine thread.
 */
final class Turns {
    /** How many for whom time is short are passed over in one look. */
    private static final int PASSED_OVER = 64;

    private final WaitingRoom room;
    private final Pace pace;
    private final Time time;

    /** Requests that had a slot or were about to, and go before all others. */
    private final Deque<Request> returning = new ArrayDeque<>();

    Turns(WaitingRoom room, Pace pace, Time time) {
        this.room = room;
        this.pace = pace;
        this.time = time;
    }

    /** Nobody waits, neither here nor in the room. */
    boolean nobodyWaits() {
        return returning.isEmpty() && room.size() == 0;
    }

    boolean nobodyReturns() {
        return returning.isEmpty();
    }

    /** It goes before those who return already. */
    void comesFirst(Request request) {
        returning.addFirst(request);
    }

    /** They go after those who return already. */
    void comeBack(List<Request> requests) {
        returning.addAll(requests);
    }

    List<Request> returning() {
        return List.copyOf(returning);
    }

    /**
     * The next request, or null when nobody waits.
     *
     * @param idle nothing is being written: whoever has any time left may try
     */
    @Nullable
    Request next(boolean idle) {
        for (Request request = returning.poll(); request != null; request = returning.poll()) {
            if (stillWanted(request)) {
                return request;
            }
        }
        List<Request> doubtful = new ArrayList<>();
        Request next = firstInTime(idle, doubtful);
        if (next == null && !doubtful.isEmpty()) {
            next = doubtful.stream().min(Comparator.comparingLong(this::lacks)).orElseThrow();
            doubtful.remove(next);
        }
        room.putBack(doubtful);
        return next;
    }

    private @Nullable Request firstInTime(boolean idle, List<Request> doubtful) {
        while (doubtful.size() < PASSED_OVER) {
            Request request = room.poll();
            if (request == null) {
                return null;
            }
            if (stillWanted(request)) {
                long lacks = lacks(request);
                if (lacks <= 0) {
                    return request;
                } else if (idle || lacks <= needs(request) / 2) {
                    doubtful.add(request);
                } else {
                    request.expire();
                }
            }
        }
        return null;
    }

    private boolean stillWanted(Request request) {
        if (!request.givenUp() && request.expired(time.nanos())) {
            request.expire();
        }
        return !request.givenUp();
    }

    /** Nanoseconds by which it would probably be late; 0 or less if it would not. */
    private long lacks(Request request) {
        return request.hasDeadline() ? needs(request) - request.nanosLeft() : 0;
    }

    /**
     * Who has waited longer than any text takes stands among too many: there every kind needs the time of the longest, else
     * short texts alone would still be begun just in time, and of the long ones none.
     */
    private long needs(Request request) {
        long longest = pace.nanosForLongest(request.sourceTokens());
        return request.ageNanos() > longest ? longest : pace.nanosFor(request.prompt.kind(), request.sourceTokens());
    }
}
