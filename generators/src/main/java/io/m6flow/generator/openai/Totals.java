package io.m6flow.generator.openai;

import io.m6flow.generator.GeneratorStats;
import java.util.function.LongSupplier;

/** Running totals of a client; busy is the time in which at least one request is in flight. Safe for many threads. */
final class Totals {
    private final LongSupplier nanos;
    private long requests;
    private long read;
    private long written;
    private long busyNanos;
    private long busySince;
    private int inFlight;

    Totals(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized void request() {
        requests++;
    }

    synchronized void begin() {
        if (inFlight++ == 0) {
            busySince = nanos.getAsLong();
        }
    }

    synchronized void end() {
        if (--inFlight == 0) {
            busyNanos += nanos.getAsLong() - busySince;
        }
    }

    synchronized void count(int tokensRead, int tokensWritten) {
        read += tokensRead;
        written += tokensWritten;
    }

    synchronized GeneratorStats snapshot() {
        long busy = busyNanos + (inFlight > 0 ? nanos.getAsLong() - busySince : 0);
        return new GeneratorStats(requests, read, written, 0, 0, 0, 0, 0, 0, busy / 1e9);
    }
}
