package io.m6flow.generator.law;

import io.m6flow.generator.guard.Signs;

/** What numbers are written with. */
final class Numbers {
    private static final Signs PARTS = new Signs("0123456789零一二三四五六七八九十百千万亿两几半.");

    private Numbers() {}

    static boolean isPart(char c) {
        return PARTS.has(c);
    }
}
