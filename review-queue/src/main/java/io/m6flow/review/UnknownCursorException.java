package io.m6flow.review;

/** A cursor that was not made by the list that is to go on from it. The message says what to do. */
public final class UnknownCursorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnknownCursorException() {
        super("cursor is none of this list; send what stood in \"next\" as it is, or none to begin anew");
    }
}
