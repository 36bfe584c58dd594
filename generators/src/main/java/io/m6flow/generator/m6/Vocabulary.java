package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.generator.GeneratorException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A vocabulary of single characters with byte fallback: one character is one token, and a character outside the table
 * becomes its UTF-8 bytes. Text never becomes a control token. Immutable.
 */
final class Vocabulary {
    private static final int NONE = -1;

    private final Map<String, Integer> controls = new HashMap<>();
    private final Map<Integer, Integer> characters = new HashMap<>();
    private final int[] bytes = new int[256];
    private final int[] codePointOf;
    private final int[] byteOf;
    private final int size;

    private Vocabulary(Map<String, Integer> vocab, Set<String> special) {
        size = 1 + vocab.values().stream().mapToInt(Integer::intValue).max().orElse(NONE);
        codePointOf = new int[size];
        byteOf = new int[size];
        Arrays.fill(codePointOf, NONE);
        Arrays.fill(byteOf, NONE);
        Arrays.fill(bytes, NONE);
        vocab.forEach((token, id) -> place(token, id, special.contains(token)));
        for (int b = 0; b < 256; b++) {
            if (bytes[b] == NONE) {
                throw new GeneratorException("tokenizer.json lacks the byte token <0x%02X>".formatted(b));
            }
        }
    }

    /** Reads a {@code tokenizer.json} whose model is a vocabulary without merges. */
    static Vocabulary of(JsonNode tokenizer) {
        JsonNode model = tokenizer.path("model");
        if (!model.path("merges").isEmpty()) {
            throw new GeneratorException(
                    "tokenizer.json holds merges; only vocabularies of characters with byte fallback are read");
        }
        Map<String, Integer> vocab = new HashMap<>();
        model.path("vocab")
                .properties()
                .forEach(e -> vocab.put(e.getKey(), e.getValue().asInt()));
        Set<String> special = new HashSet<>();
        tokenizer
                .path("added_tokens")
                .forEach(t -> special.add(t.path("content").asText()));
        return new Vocabulary(vocab, special);
    }

    private void place(String token, int id, boolean special) {
        if (special) {
            controls.put(token, id);
        } else if (token.length() == 6 && token.startsWith("<0x") && token.endsWith(">")) {
            int value = Integer.parseInt(token, 3, 5, 16);
            bytes[value] = id;
            byteOf[id] = value;
        } else if (token.codePointCount(0, token.length()) == 1) {
            characters.put(token.codePointAt(0), id);
            codePointOf[id] = token.codePointAt(0);
        } else {
            throw new GeneratorException("tokenizer.json holds a token of several characters, id " + id);
        }
    }

    /** One more than the highest id in use. */
    int size() {
        return size;
    }

    /** The id of a control token such as {@code <eos>}. */
    int control(String token) {
        Integer id = controls.get(token);
        if (id == null) {
            throw new GeneratorException("tokenizer.json lacks the control token " + token);
        }
        return id;
    }

    boolean hasControl(String token) {
        return controls.containsKey(token);
    }

    /** Whether this id stands for text: a character or a byte. */
    boolean isText(int id) {
        return id >= 0 && id < size && (codePointOf[id] != NONE || byteOf[id] != NONE);
    }

    /** The value 0..255 of a byte token, or -1. */
    int byteOf(int id) {
        return id >= 0 && id < size ? byteOf[id] : NONE;
    }

    /** The character of this token, or -1 for a byte or a control token. */
    int codePointOf(int id) {
        return id >= 0 && id < size ? codePointOf[id] : NONE;
    }

    /** The id of this character, or -1 when it is written in bytes. */
    int idOf(int codePoint) {
        return characters.getOrDefault(codePoint, NONE);
    }

    /** The tokens of one character: its own, or its bytes. */
    int[] unit(int codePoint) {
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

    /** The tokens of a text, none of them a control token. */
    int[] encode(String text) {
        return text.codePoints().flatMap(c -> Arrays.stream(unit(c))).toArray();
    }

    /** The text of these tokens; control tokens are silent. */
    String decode(int[] ids) {
        byte[] utf8 = new byte[4 * ids.length];
        int n = 0;
        for (int id : ids) {
            if (byteOf(id) != NONE) {
                utf8[n++] = (byte) byteOf(id);
            } else if (isText(id)) {
                for (byte b : Character.toString(codePointOf[id]).getBytes(StandardCharsets.UTF_8)) {
                    utf8[n++] = b;
                }
            }
        }
        return new String(utf8, 0, n, StandardCharsets.UTF_8);
    }
}
