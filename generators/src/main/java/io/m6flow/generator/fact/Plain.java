package io.m6flow.generator.fact;

import io.m6flow.generator.guard.Han;

/** Text with full-width forms and case made equal, character for character, so that positions stay. */
final class Plain {
    private static final char FULL_WIDTH_FIRST = '！';
    private static final char FULL_WIDTH_LAST = '～';
    private static final int TO_HALF_WIDTH = FULL_WIDTH_FIRST - '!';

    private Plain() {}

    static String of(String text) {
        char[] plain = new char[text.length()];
        for (int at = 0; at < plain.length; at++) {
            plain[at] = plain(text.charAt(at));
        }
        return new String(plain);
    }

    private static char plain(char sign) {
        if (Han.holds(sign)) {
            return sign;
        }
        if (sign >= FULL_WIDTH_FIRST && sign <= FULL_WIDTH_LAST) {
            return Character.toLowerCase((char) (sign - TO_HALF_WIDTH));
        }
        return switch (sign) {
            case '\u3000', '\u00a0' -> ' ';
            case '￥' -> '¥';
            default -> Character.toLowerCase(sign);
        };
    }

    static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }

    static boolean isLatin(char sign) {
        return sign >= 'a' && sign <= 'z';
    }

    /** Whether the sign at this place is such a letter; no place outside the text holds one. */
    static boolean latinAt(String plain, int at) {
        return at >= 0 && at < plain.length() && isLatin(plain.charAt(at));
    }

    static boolean digitAt(String plain, int at) {
        return at >= 0 && at < plain.length() && isDigit(plain.charAt(at));
    }

    /** The sign at this place, or a blank outside the text. */
    static char at(String plain, int at) {
        return at >= 0 && at < plain.length() ? plain.charAt(at) : ' ';
    }
}
