package io.m6flow.review;

import io.m6flow.schema.codec.Topics;

/** The topics that the review queue reads and writes. Those of decisions, terms and models have one partition. */
public record ReviewTopics(
        String drafts,
        String withdrawals,
        String decisions,
        String feedback,
        String deadLetters,
        String terms,
        String models) {
    public static final ReviewTopics STANDARD = new ReviewTopics(
            Topics.CONTENT_DRAFTS,
            Topics.CONTENT_WITHDRAWALS,
            Topics.REVIEW_DECISIONS,
            Topics.REVIEW_FEEDBACK,
            Topics.DEAD_LETTERS);

    /** With the standard topics of terms and models. */
    public ReviewTopics(String drafts, String withdrawals, String decisions, String feedback, String deadLetters) {
        this(drafts, withdrawals, decisions, feedback, deadLetters, Topics.GUARD_TERMS, Topics.MODEL_ROUTES);
    }

    public ReviewTopics withTerms(String other) {
        return new ReviewTopics(drafts, withdrawals, decisions, feedback, deadLetters, other, models);
    }

    public ReviewTopics withModels(String other) {
        return new ReviewTopics(drafts, withdrawals, decisions, feedback, deadLetters, terms, other);
    }
}
