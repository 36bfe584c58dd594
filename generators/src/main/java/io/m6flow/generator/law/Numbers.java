package io.m6flow.generator.law;

/** What numbers are written with. */
final class Numbers {
    private static final String PARTS = "0123456789零一二三四五六七八九十百千万亿两几半.";
    /** By character: every character of every text is asked about. */
    private static final boolean[] IS_PART = new boolean[1 << 16];

    static {
        PARTS.chars().forEach(c -> IS_PART[c] = true);
    }

    private Numbers() {}

    static boolean isPart(char c) {
        return IS_PART[c];
    }
}
