package io.m6flow.generator.fact;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A text with the facts that it states, read when they are first asked for, once. Confined to one thread. */
final class Passage {
    private final String words;
    private final Function<String, List<Mention>> reader;
    private @Nullable String plain;
    private @Nullable List<Mention> mentions;
    private @Nullable Letters letters;

    /**
     * A passage that is still to be read.
     *
     * @param reader finds the mentions in plain words, in their order
     */
    Passage(String words, Function<String, List<Mention>> reader) {
        this.words = words;
        this.reader = reader;
    }

    /** As they were written. */
    String words() {
        return words;
    }

    /** The words as {@link Plain} makes them. */
    String plain() {
        String known = plain;
        if (known == null) {
            known = Plain.of(words);
            plain = known;
        }
        return known;
    }

    List<Mention> mentions() {
        List<Mention> known = mentions;
        if (known == null) {
            known = reader.apply(plain());
            mentions = known;
        }
        return known;
    }

    /** Whether a mention of another passage stands here word for word, as {@link Letters#hold} tells it. */
    boolean holds(Mention mention, String otherPlain) {
        Letters known = letters;
        if (known == null) {
            known = Letters.of(plain());
            letters = known;
        }
        return known.hold(otherPlain, mention);
    }
}
