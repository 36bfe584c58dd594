package io.m6flow.generator.m6;

import io.m6flow.generator.GeneratorStats;

/** Running totals of an engine. Safe for use by many threads. */
final class Totals {
    private long requests;
    private long sourceTokens;
    private long writtenTokens;
    private long steps;
    private long slotSteps;
    private long busyNanos;

    synchronized void request() {
        requests++;
    }

    synchronized void read(int tokens) {
        sourceTokens += tokens;
    }

    synchronized void wrote(int tokens) {
        writtenTokens += tokens;
    }

    synchronized void step(int slots) {
        steps++;
        slotSteps += slots;
    }

    synchronized void busy(long nanos) {
        busyNanos += nanos;
    }

    synchronized GeneratorStats snapshot() {
        return new GeneratorStats(requests, sourceTokens, writtenTokens, steps, slotSteps, 0, 0, 0, 0, busyNanos / 1e9);
    }
}
