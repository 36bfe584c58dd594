package io.m6flow.generator;

/** A fault of the generator itself: a model folder that cannot be read, a device that is not there. */
public final class GeneratorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GeneratorException(String message) {
        super(message);
    }

    public GeneratorException(String message, Throwable cause) {
        super(message, cause);
    }
}
