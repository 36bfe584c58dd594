package io.m6flow.review.receipt;

import java.util.List;

/**
 * Says what a sink has of a text. One that cannot know, or does not answer, says so in its words and never throws: the
 * rest of the receipt is good without it.
 */
@FunctionalInterface
public interface SinkTrace {
    List<Whereabouts> of(Receipt receipt);
}
