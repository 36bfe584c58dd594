package io.m6flow.generator.m6;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The bytes that each token stands for, and which tokens may come next in well-formed text. Immutable.
 *
 * <p>What may follow is worked out once per token and state: a text asks for all tokens at every step.
 */
final class Spelling {
    private static final byte[] NO_TEXT = {};

    private final byte[][] bytes;
    private final byte[][] after;

    /** What may not come between two characters: little, and asked for at nearly every step. */
    private final int[] neverBetween;

    /** @param bytes UTF-8 by token id, or parts of it; see {@link #none} */
    Spelling(byte[][] bytes) {
        this.bytes = bytes.clone();
        this.after = new byte[Utf8.STATES][bytes.length];
        for (int state = 0; state < Utf8.STATES; state++) {
            for (int id = 0; id < bytes.length; id++) {
                after[state][id] = (byte) (bytes[id].length == 0 ? Utf8.NEVER : Utf8.after(state, bytes[id]));
            }
        }
        this.neverBetween = IntStream.range(0, bytes.length)
                .filter(id -> after[Utf8.WHOLE][id] == Utf8.NEVER)
                .toArray();
    }

    /** As many tokens, none of them text yet. */
    static byte[][] none(int size) {
        byte[][] bytes = new byte[size][];
        Arrays.fill(bytes, NO_TEXT);
        return bytes;
    }

    /** One more than the highest id. */
    int size() {
        return bytes.length;
    }

    private byte[] bytes(int id) {
        return id >= 0 && id < bytes.length ? bytes[id] : NO_TEXT;
    }

    boolean isText(int id) {
        return bytes(id).length > 0;
    }

    /** The character that a token stands for, or -1 when it stands for less, more or no text. */
    int codePointOf(int id) {
        byte[] token = bytes(id);
        if (token.length == 0 || token.length > 4) {
            return -1;
        }
        String text = new String(token, StandardCharsets.UTF_8);
        boolean one = text.codePointCount(0, text.length()) == 1
                && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), token);
        return one ? text.codePointAt(0) : -1;
    }

    /** The {@link Utf8} state after a token, or {@link Utf8#NEVER}. */
    int after(int state, int id) {
        return id >= 0 && id < bytes.length ? after[state][id] : Utf8.NEVER;
    }

    /**
     * Sets to {@link Bound#NEVER} what does not go on well in this state, and all ids past the vocabulary.
     *
     * @param logits at least as many as there are tokens
     */
    void narrow(int state, float[] logits) {
        if (state == Utf8.WHOLE) {
            for (int id : neverBetween) {
                logits[id] = Bound.NEVER;
            }
        } else {
            byte[] next = after[state];
            for (int id = 0; id < next.length; id++) {
                if (next[id] == Utf8.NEVER) {
                    logits[id] = Bound.NEVER;
                }
            }
        }
        Arrays.fill(logits, bytes.length, logits.length, Bound.NEVER);
    }

    /** The text of these tokens, up to its last whole character. */
    String decode(int[] ids) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4 * ids.length);
        for (int id : ids) {
            out.writeBytes(bytes(id));
        }
        byte[] utf8 = out.toByteArray();
        return new String(utf8, 0, Utf8.whole(utf8, utf8.length), StandardCharsets.UTF_8);
    }
}
