package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.IntStream;

/**
 * The tokens of a model: text in, ids out, and back. Text from outside never becomes a control token, whatever it
 * spells. Immutable; used by many threads.
 */
sealed interface Vocabulary permits CharacterVocabulary, ByteLevelVocabulary {

    /**
     * Reads a {@code tokenizer.json}: byte-level pairs where it has merges, else single characters.
     *
     * @param ends ids of the tokens that end a text, the usual one first; empty for {@code <eos>}
     */
    static Vocabulary of(JsonNode tokenizer, List<Integer> ends) {
        Controls controls = Controls.of(tokenizer, ends);
        return tokenizer.path("model").path("merges").isEmpty()
                ? CharacterVocabulary.of(tokenizer, controls)
                : ByteLevelVocabulary.of(tokenizer, controls);
    }

    Controls controls();

    Spelling spelling();

    /** The character of a token that stands for one whole character, or -1. */
    int codePointOf(int id);

    /** The id of the token that is this character alone, or -1 when it takes several tokens. */
    int idOf(int codePoint);

    /** The tokens of a text, none of them a control token. */
    int[] encode(String text);

    /** One more than the highest id in use; a model may have room for more. */
    default int size() {
        return spelling().size();
    }

    /** The id of a control token such as {@code <eos>}. */
    default int control(String token) {
        return controls().id(token);
    }

    default boolean hasControl(String token) {
        return controls().has(token);
    }

    /** The token that ends a text; where there are several, the one that stands for all of them. */
    default int end() {
        return controls().ends().get(0);
    }

    /** All tokens that end a text. */
    default List<Integer> ends() {
        return controls().ends();
    }

    default boolean isEnd(int id) {
        return ends().contains(id);
    }

    /** Whether this id stands for text: a character, some bytes, or a longer piece. */
    default boolean isText(int id) {
        return spelling().isText(id);
    }

    /** The text of these tokens; control tokens are silent, and a character that is cut off at the end is left out. */
    default String decode(int[] ids) {
        return spelling().decode(ids);
    }

    /** The tokens of a text of our own, such as a template: what names a control token becomes that token. */
    default int[] encodeTemplate(String text) {
        Matcher names = controls().names().matcher(text);
        IntStream.Builder ids = IntStream.builder();
        int from = 0;
        while (names.find()) {
            Arrays.stream(encode(text.substring(from, names.start()))).forEach(ids);
            ids.add(control(names.group()));
            from = names.end();
        }
        Arrays.stream(encode(text.substring(from))).forEach(ids);
        return ids.build().toArray();
    }
}
