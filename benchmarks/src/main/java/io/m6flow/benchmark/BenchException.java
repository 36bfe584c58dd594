package io.m6flow.benchmark;

/** A measurement that did not come to figures; the message says why. */
final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }
}
