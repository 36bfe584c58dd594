package io.m6flow.job.session;

/** Sequences that went by without their final, both ends included. */
public record SequenceRange(long first, long last) {
    boolean holds(long sequence) {
        return first <= sequence && sequence <= last;
    }
}
