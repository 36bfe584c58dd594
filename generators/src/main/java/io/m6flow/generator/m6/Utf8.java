package io.m6flow.generator.m6;

/**
 * Reads well-formed UTF-8 without control characters, byte by byte. A state is a number: {@link #WHOLE} between two
 * characters, others inside one; how a character began says what its second byte may be.
 */
final class Utf8 {
    /** Between two characters: here a text can be cut. */
    static final int WHOLE = 0;

    /** No state: this byte cannot come here. */
    static final int NEVER = -1;

    private static final int ONE_MISSING = 1;
    private static final int TWO_MISSING = 2;
    private static final int THREE_MISSING = 3;
    private static final int AFTER_C2 = 4;
    private static final int AFTER_E0 = 5;
    private static final int AFTER_ED = 6;
    private static final int AFTER_F0 = 7;
    private static final int AFTER_F4 = 8;

    /** How many states there are. */
    static final int STATES = 9;

    // Second bytes that would make a control character, an overlong form, half a surrogate pair or a code point past
    // the last are left out.
    private static final int[] LOW = {0, 0x80, 0x80, 0x80, 0xa0, 0xa0, 0x80, 0x90, 0x80};
    private static final int[] HIGH = {0, 0xbf, 0xbf, 0xbf, 0xbf, 0xbf, 0x9f, 0xbf, 0x8f};
    private static final int[] THEN = {
        0, WHOLE, ONE_MISSING, TWO_MISSING, WHOLE, ONE_MISSING, ONE_MISSING, TWO_MISSING, TWO_MISSING
    };

    private Utf8() {}

    /** The state after these bytes, or {@link #NEVER}. */
    static int after(int state, byte[] bytes) {
        int at = state;
        for (int i = 0; i < bytes.length && at != NEVER; i++) {
            at = after(at, bytes[i] & 0xff);
        }
        return at;
    }

    private static int after(int state, int value) {
        if (state != WHOLE) {
            return value >= LOW[state] && value <= HIGH[state] ? THEN[state] : NEVER;
        }
        if (value < 0x80) {
            return value >= 0x20 && value < 0x7f ? WHOLE : NEVER;
        }
        return switch (value) {
            case 0xc2 -> AFTER_C2;
            case 0xe0 -> AFTER_E0;
            case 0xed -> AFTER_ED;
            case 0xf0 -> AFTER_F0;
            case 0xf4 -> AFTER_F4;
            default ->
                value < 0xc2 || value > 0xf4
                        ? NEVER
                        : value < 0xe0 ? ONE_MISSING : value < 0xf0 ? TWO_MISSING : THREE_MISSING;
        };
    }

    /** How many of the first bytes make whole characters: all but the beginning of a last one that is cut off. */
    static int whole(byte[] bytes, int length) {
        int back = 1;
        while (back <= 3 && back <= length && (bytes[length - back] & 0xc0) == 0x80) {
            back++;
        }
        if (back > length) {
            return length;
        }
        int first = bytes[length - back] & 0xff;
        int needed = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        return needed > back ? length - back : length;
    }
}
