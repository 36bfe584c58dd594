package io.m6flow.generator.law;

import org.jspecify.annotations.Nullable;

/**
 * A term that a merchant does not want in texts about its own products.
 *
 * @param text as it is written, 2 to 40 characters; found as the law's own terms are, whatever stands between
 * @param reason for a reviewer, at most 200 characters
 * @param suggestion what may stand in its place; empty to leave it out; null where there is no advice
 */
public record MerchantTerm(
        String text, String reason, @Nullable String suggestion) {
    private static final int SHORTEST = 2;
    private static final int LONGEST = 40;
    private static final int LONGEST_REMARK = 200;

    public MerchantTerm {
        int length = text.codePointCount(0, text.length());
        if (text.isBlank() || length < SHORTEST || length > LONGEST) {
            throw new IllegalArgumentException(
                    "a term must have " + SHORTEST + " to " + LONGEST + " characters, had " + length);
        }
        checkRemark("reason", reason);
        checkRemark("suggestion", suggestion == null ? "" : suggestion);
    }

    private static void checkRemark(String name, String remark) {
        if (remark.length() > LONGEST_REMARK) {
            throw new IllegalArgumentException(
                    name + " must have at most " + LONGEST_REMARK + " characters, had " + remark.length());
        }
    }
}
