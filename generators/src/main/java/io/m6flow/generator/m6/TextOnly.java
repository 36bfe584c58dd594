package io.m6flow.generator.m6;

import java.util.Arrays;

/**
 * Lets a text hold characters only: no control token but the end, no id beyond the vocabulary, no control character,
 * and of the byte tokens only those that go on to make well-formed UTF-8.
 */
final class TextOnly implements Bound {
    private final Vocabulary vocabulary;
    private final int end;
    private int missing;
    private int low = 0x80;
    private int high = 0xbf;

    TextOnly(Vocabulary vocabulary, int end) {
        this.vocabulary = vocabulary;
        this.end = end;
    }

    /** Whether the text stands between two bytes of one character, where it cannot be cut. */
    boolean midCharacter() {
        return missing > 0;
    }

    @Override
    public void narrow(float[] logits) {
        int last = Math.min(logits.length, vocabulary.size());
        for (int id = 0; id < last; id++) {
            if (!mayFollow(id)) {
                logits[id] = NEVER;
            }
        }
        Arrays.fill(logits, last, logits.length, NEVER);
    }

    private boolean mayFollow(int id) {
        int value = vocabulary.byteOf(id);
        if (missing > 0) {
            return value >= low && value <= high;
        }
        if (value >= 0) {
            return (value >= 0x20 && value < 0x7f) || (value >= 0xc2 && value <= 0xf4);
        }
        return id == end || vocabulary.isText(id);
    }

    @Override
    public void push(int token) {
        int value = vocabulary.byteOf(token);
        if (missing > 0) {
            missing--;
            low = 0x80;
            high = 0xbf;
        } else if (value >= 0xc2) {
            missing = value < 0xe0 ? 1 : value < 0xf0 ? 2 : 3;
            // Second bytes that would make a control character, an overlong form, half a surrogate pair or a code point
            // past the last.
            low = value == 0xe0 || value == 0xc2 ? 0xa0 : value == 0xf0 ? 0x90 : 0x80;
            high = value == 0xed ? 0x9f : value == 0xf4 ? 0x8f : 0xbf;
        }
    }
}
