package io.m6flow.generator.openai;

/** Tells whether a text repeats a piece of another. Stateless. */
final class Quotation {
    private static final int LATIN = 12;
    private static final int OTHER = 4;

    private Quotation() {}

    /** Whether so much of {@code original} stands in {@code text} that a reader would learn something of it. */
    static boolean of(String original, String text) {
        return holds(text, original, LATIN, OTHER);
    }

    /**
     * Whether a piece of the original stands in the text.
     *
     * @param latin length of such a piece in plain ASCII
     * @param other its length where it holds any other character
     */
    static boolean holds(String text, String original, int latin, int other) {
        for (int start = 0; start < text.length(); start++) {
            if (stands(text, start, latin, original)
                    || (stands(text, start, other, original) && !ascii(text, start, other))) {
                return true;
            }
        }
        return false;
    }

    private static boolean stands(String text, int start, int length, String original) {
        return start + length <= text.length() && original.contains(text.substring(start, start + length));
    }

    private static boolean ascii(String text, int start, int length) {
        return text.substring(start, start + length).chars().allMatch(c -> c < 0x80);
    }
}
