package io.m6flow.job;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How the first drafts about products reach their topic; everything else is exactly once in any case. */
public enum Delivery {
    /** With the checkpoint that their events belong to. Each stands there once. */
    EXACTLY_ONCE("exactly-once"),

    /** As soon as they are written. After a failure some stand there again, under the same contentId. */
    AT_LEAST_ONCE("at-least-once");

    private final String word;

    Delivery(String word) {
        this.word = word;
    }

    /** As it is written in a configuration. */
    public String word() {
        return word;
    }

    /**
     * The one that a word stands for.
     *
     * @throws IllegalArgumentException if it stands for none
     */
    public static Delivery named(String word) {
        return Arrays.stream(values())
                .filter(delivery -> delivery.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be "
                        + Arrays.stream(values()).map(Delivery::word).collect(Collectors.joining(" or "))
                        + ", was \"" + word + "\""));
    }
}
