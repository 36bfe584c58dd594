package io.m6flow.benchmark;

/** A measurement that did not come to figures; the message says why. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BenchException(String message) {
        super(message);
    }
}
