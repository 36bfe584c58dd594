package io.m6flow.benchmark;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * Tells how far a long measurement is: one line that lives on a terminal, else a line every ten seconds. Thread-safe.
 */
final class Progress {
    private static final long PLAIN_EVERY = 10_000_000_000L;
    private static final long LIVE_EVERY = 200_000_000L;
    private static final int WIDTH = 100;

    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final int steps;
    private final long start;
    private int step;
    private String name = "";
    private int total;
    private int done;
    private long stepStart;
    private long shown;

    /** @param steps how many times {@link #step} will be called */
    Progress(PrintStream err, boolean terminal, LongSupplier nanos, int steps) {
        this.err = err;
        this.terminal = terminal;
        this.nanos = nanos;
        this.steps = steps;
        this.start = nanos.getAsLong();
        this.shown = start;
    }

    /** On standard error; the script that starts Java says whether it runs in a terminal. */
    static Progress standard(LongSupplier nanos, int steps) {
        return new Progress(System.err, Boolean.getBoolean("m6flow.terminal"), nanos, steps);
    }

    /** Begins the next step, of so many requests. */
    synchronized void step(String newName, int newTotal) {
        step++;
        name = newName;
        total = newTotal;
        done = 0;
        stepStart = nanos.getAsLong();
        if (terminal) {
            print(stepStart);
        }
    }

    synchronized void tick() {
        done++;
        long now = nanos.getAsLong();
        if (now - shown >= (terminal ? LIVE_EVERY : PLAIN_EVERY)) {
            print(now);
        }
    }

    /** Clears the line that lives. */
    synchronized void end() {
        if (terminal) {
            err.print("\r" + " ".repeat(WIDTH) + "\r");
            err.flush();
        }
    }

    private void print(long now) {
        shown = now;
        double inStep = (now - stepStart) / 1e9;
        double left = done == 0 ? 0 : inStep * Math.max(0, total - done) / done;
        double perStep = (now - start) / 1e9 / Math.max(1, step - (done == 0 ? 1 : 0));
        double leftInAll = left + perStep * (steps - step);
        String line = "  %4.0f s  step %d of %d: %s, %d of %d, about %.0f s left, %.0f s in all"
                .formatted((now - start) / 1e9, step, steps, name, done, total, left, leftInAll);
        if (terminal) {
            err.print("\r" + (line + " ".repeat(WIDTH)).substring(0, WIDTH));
        } else {
            err.println(line);
        }
        err.flush();
    }
}
