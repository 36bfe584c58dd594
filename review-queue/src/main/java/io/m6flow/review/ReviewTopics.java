package io.m6flow.review;

import io.m6flow.schema.codec.Topics;

/** The topics that the review queue reads and writes. The decisions' topic has one partition. */
public record ReviewTopics(String drafts, String withdrawals, String decisions, String feedback, String deadLetters) {
    public static final ReviewTopics STANDARD = new ReviewTopics(
            Topics.CONTENT_DRAFTS,
            Topics.CONTENT_WITHDRAWALS,
            Topics.REVIEW_DECISIONS,
            Topics.REVIEW_FEEDBACK,
            Topics.DEAD_LETTERS);
}
