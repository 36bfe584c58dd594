package io.m6flow.generator.m6;

import io.m6flow.generator.line.FairLine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The requests that wait for an engine: a fair line with a limit, where one can wait for work. Safe for many threads. */
final class WaitingRoom {
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final FairLine<Request> line = new FairLine<>(request -> request.prompt.service());
    private boolean closed;

    WaitingRoom(int capacity) {
        this.capacity = capacity;
    }

    /** False when as many wait as may, or the room is closed. */
    boolean offer(Request request) {
        return locked(() -> {
            if (closed || line.size() >= capacity) {
                return false;
            }
            line.add(request);
            filled.signal();
            return true;
        });
    }

    /** The next request to serve, or null when none waits. */
    @Nullable
    Request poll() {
        return locked(line::poll).orElse(null);
    }

    /** Lets those who were polled and passed over stand where they stood, in the order in which they were polled. */
    void putBack(List<Request> requests) {
        locked(() -> {
            for (int i = requests.size() - 1; i >= 0; i--) {
                line.putBack(requests.get(i));
            }
            return true;
        });
    }

    /** Adds to what a tenant has been served; a negative number takes back what was reserved and not used. */
    void charge(String tenant, long tokens) {
        locked(() -> {
            line.charge(tenant, tokens);
            return true;
        });
    }

    /** Takes out every request that nobody waits for or that comes too late; the caller tells them so. */
    List<Request> sweep(long now) {
        return locked(() -> line.removeIf(request -> request.givenUp() || request.expired(now)));
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
            while (line.size() == 0 && !closed && left > 0) {
                left = filled.awaitNanos(left);
            }
            return line.size() > 0 || closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        return locked(line::size);
    }

    /** Lets nobody in any more and hands out who is inside. */
    List<Request> close() {
        return locked(() -> {
            closed = true;
            filled.signalAll();
            return empty();
        });
    }

    /** Hands out who is inside. */
    List<Request> empty() {
        return locked(() -> line.removeIf(request -> true));
    }

    private <R> R locked(Supplier<R> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
