package io.m6flow.generator.m6;

import java.util.Arrays;

/**
 * The letters in which byte-level vocabularies write bytes: a byte that is a visible Latin-1 character is that character,
 * and the others, in order, are U+0100 and on.
 */
final class ByteLetters {
    private static final int[] LETTER_OF = new int[256];
    private static final int[] VALUE_OF = new int[0x100 + 256];

    static {
        Arrays.fill(VALUE_OF, -1);
        int next = 0x100;
        for (int value = 0; value < 256; value++) {
            LETTER_OF[value] = isVisible(value) ? value : next++;
            VALUE_OF[LETTER_OF[value]] = value;
        }
    }

    private ByteLetters() {}

    private static boolean isVisible(int c) {
        return (c > ' ' && c < 0x7f) || (c > 0xa0 && c != 0xad);
    }

    static String letter(int value) {
        return Character.toString(LETTER_OF[value]);
    }

    /** Bytes by letter, -1 for what is no letter of theirs. */
    static int[] values() {
        return VALUE_OF.clone();
    }
}
