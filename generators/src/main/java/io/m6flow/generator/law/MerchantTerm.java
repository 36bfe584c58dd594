package io.m6flow.generator.law;

import org.jspecify.annotations.Nullable;

/**
 * A term that a merchant does not want in texts about its own products. How long its parts may be is checked where terms
 * come in.
 *
 * @param text as it is written; found as the law's own terms are, whatever stands between
 * @param reason for a reviewer
 * @param suggestion what may stand in its place; empty to leave it out; null where there is no advice
 */
public record MerchantTerm(
        String text, String reason, @Nullable String suggestion) {}
