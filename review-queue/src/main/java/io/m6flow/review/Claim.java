package io.m6flow.review;

import java.time.Instant;

/**
 * One reviewer's exclusive right to decide one item until the lease ends.
 *
 * @param fence grows with every claim of the item; a decision under an older fence is refused
 */
public record Claim(ReviewItem item, long fence, Instant leaseUntil) {}
