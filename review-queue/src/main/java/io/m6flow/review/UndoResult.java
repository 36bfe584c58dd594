package io.m6flow.review;

import java.util.function.Function;

/** What came of the wish to take back a decision. */
public sealed interface UndoResult {
    /** Whoever had decided holds the item again. */
    record Undone(Claim claim) implements UndoResult {}

    /** The decision has left, or it was another's, or another one stands by now; it can be revoked. */
    record TooLate(Decided decision) implements UndoResult {}

    /** The item is not decided. */
    record NotDecided() implements UndoResult {}

    record Unknown() implements UndoResult {}

    default <R> R fold(
            Function<Undone, R> undone,
            Function<TooLate, R> tooLate,
            Function<NotDecided, R> notDecided,
            Function<Unknown, R> unknown) {
        if (this instanceof Undone it) {
            return undone.apply(it);
        } else if (this instanceof TooLate it) {
            return tooLate.apply(it);
        } else if (this instanceof NotDecided it) {
            return notDecided.apply(it);
        }
        return unknown.apply((Unknown) this);
    }
}
