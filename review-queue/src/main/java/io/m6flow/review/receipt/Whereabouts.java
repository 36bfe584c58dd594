package io.m6flow.review.receipt;

import java.util.OptionalLong;

/**
 * What a sink has of a text.
 *
 * @param sink its name, and of several alike which one
 * @param words where exactly, or why nothing is known
 */
public record Whereabouts(String sink, State state, String words) {
    public enum State {
        /** The text stands there. */
        STANDS,
        /** It stood there, or would have, and was taken back. */
        RETRACTED,
        /** Something newer has its place. */
        REPLACED,
        /** It has not come there yet. */
        NOT_YET,
        /** It was handed over. */
        DELIVERED,
        /** It waits to be handed over. */
        WAITING,
        /** It could not be handed over. */
        GIVEN_UP,
        /** The text was never published. */
        NOTHING,
        UNKNOWN
    }

    /**
     * Of a sink that keeps one text a place.
     *
     * @param sequence the highest publishSequence that it has seen there
     */
    public static Whereabouts at(String sink, Receipt receipt, OptionalLong sequence, String words) {
        return new Whereabouts(sink, state(receipt, sequence), words);
    }

    private static State state(Receipt receipt, OptionalLong sequence) {
        OptionalLong published = receipt.publishedAs();
        OptionalLong retracted = receipt.retractedAs();
        if (published.isEmpty()) {
            return State.NOTHING;
        }
        long known = sequence.orElse(0);
        long last = retracted.orElse(published.getAsLong());
        if (known < last) {
            return known == published.getAsLong() ? State.STANDS : State.NOT_YET;
        } else if (known > last) {
            return State.REPLACED;
        }
        return retracted.isPresent() ? State.RETRACTED : State.STANDS;
    }
}
