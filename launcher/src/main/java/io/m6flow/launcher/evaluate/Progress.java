package io.m6flow.launcher.evaluate;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells how far long work is, every few seconds. Confined to one thread. */
final class Progress {
    private static final double EVERY_SECONDS = 5;
    private static final double NANOS = 1e9;

    private final int all;
    private final LongSupplier nanos;
    private final PrintWriter out;
    private final long start;
    private long told;

    Progress(int all, LongSupplier nanos, PrintWriter out) {
        this.all = all;
        this.nanos = nanos;
        this.out = out;
        this.start = nanos.getAsLong();
        this.told = start;
    }

    void done(int count) {
        long now = nanos.getAsLong();
        if ((now - told) / NANOS < EVERY_SECONDS && count < all) {
            return;
        }
        told = now;
        double seconds = (now - start) / NANOS;
        double left = seconds / count * (all - count);
        out.printf(Locale.ROOT, "%d of %d texts, %.1f/s, %.0f s left%n", count, all, count / seconds, left);
        out.flush();
    }
}
