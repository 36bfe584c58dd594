package io.m6flow.generator.guard;

import java.util.List;

/**
 * Looks at a text and says what a reader should know before it leaves. A guard changes nothing and throws for no text,
 * however odd. Guards are safe for use by many threads.
 */
@FunctionalInterface
public interface Guard {

    /** What is to be noticed, in the order of its place in the text. */
    List<Finding> check(Draft draft);
}
