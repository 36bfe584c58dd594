package io.m6flow.generator.law;

/** What numbers are written with. */
final class Numbers {
    private static final String PARTS = "0123456789零一二三四五六七八九十百千万亿两几半.";

    private Numbers() {}

    static boolean isPart(char c) {
        return PARTS.indexOf(c) >= 0;
    }
}
