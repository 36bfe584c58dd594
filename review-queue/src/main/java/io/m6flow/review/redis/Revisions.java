package io.m6flow.review.redis;

import java.util.Locale;

/** A revision as 20 digits that sort, as text, just as the number does. */
final class Revisions {
    private static final int DIGITS = 20;

    private Revisions() {}

    static String sortable(long revision) {
        String digits = Long.toUnsignedString(revision ^ Long.MIN_VALUE);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    /** The turn of a draft among those of its place, as text that sorts: by revision, then by attempt. */
    static String order(long revision, int attempt) {
        return sortable(revision) + "." + String.format(Locale.ROOT, "%010d", attempt);
    }

    /** The revision that such digits stand for. */
    static long number(String sortable) {
        return Long.parseUnsignedLong(sortable) ^ Long.MIN_VALUE;
    }
}
