package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.generator.GeneratorException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A vocabulary of single characters with byte fallback: one character is one token, and a character outside the table
 * becomes its UTF-8 bytes.
 */
final class CharacterVocabulary implements Vocabulary {
    private static final int NONE = -1;

    private final Controls controls;
    private final Map<Integer, Integer> characters = new HashMap<>();
    private final int[] bytes = new int[256];
    private final int[] codePointOf;
    private final Spelling spelling;

    private CharacterVocabulary(Map<String, Integer> vocab, Controls controls) {
        this.controls = controls;
        int size = 1 + vocab.values().stream().mapToInt(Integer::intValue).max().orElse(NONE);
        codePointOf = new int[size];
        Arrays.fill(codePointOf, NONE);
        Arrays.fill(bytes, NONE);
        byte[][] spelled = Spelling.none(size);
        vocab.forEach((token, id) -> {
            if (!controls.has(token)) {
                spelled[id] = place(token, id);
            }
        });
        for (int b = 0; b < 256; b++) {
            if (bytes[b] == NONE) {
                throw new GeneratorException("tokenizer.json lacks the byte token <0x%02X>".formatted(b));
            }
        }
        spelling = new Spelling(spelled);
    }

    static CharacterVocabulary of(JsonNode tokenizer, Controls controls) {
        Map<String, Integer> vocab = new HashMap<>();
        tokenizer
                .path("model")
                .path("vocab")
                .properties()
                .forEach(e -> vocab.put(e.getKey(), e.getValue().asInt()));
        return new CharacterVocabulary(vocab, controls);
    }

    private byte[] place(String token, int id) {
        if (token.length() == 6 && token.startsWith("<0x") && token.endsWith(">")) {
            int value = Integer.parseInt(token, 3, 5, 16);
            bytes[value] = id;
            return new byte[] {(byte) value};
        }
        if (token.codePointCount(0, token.length()) != 1) {
            throw new GeneratorException("tokenizer.json holds a token of several characters, id " + id);
        }
        characters.put(token.codePointAt(0), id);
        codePointOf[id] = token.codePointAt(0);
        return token.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Controls controls() {
        return controls;
    }

    @Override
    public Spelling spelling() {
        return spelling;
    }

    @Override
    public int codePointOf(int id) {
        return id >= 0 && id < codePointOf.length ? codePointOf[id] : NONE;
    }

    @Override
    public int idOf(int codePoint) {
        return characters.getOrDefault(codePoint, NONE);
    }

    /** The tokens of one character: its own, or its bytes. */
    private int[] unit(int codePoint) {
        int id = idOf(codePoint);
        if (id != NONE) {
            return new int[] {id};
        }
        byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[utf8.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[utf8[i] & 0xff];
        }
        return ids;
    }

    @Override
    public int[] encode(String text) {
        return text.codePoints().flatMap(c -> Arrays.stream(unit(c))).toArray();
    }
}
