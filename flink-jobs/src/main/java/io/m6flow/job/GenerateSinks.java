package io.m6flow.job;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Withdrawal;
import org.apache.flink.api.connector.sink2.Sink;
import org.jspecify.annotations.Nullable;

/**
 * Where what the generate job makes goes to.
 *
 * @param productDrafts the drafts of products, which are the many: a sink of their own is chained to the writing, and no draft
 *     is serialized on the way to a sink that all branches share
 * @param productDraftsAtOnce the first drafts of products in place of {@code productDrafts}, if they do not wait for
 *     checkpoints; else null
 * @param drafts all others
 * @param productOutcomes the outcomes that go with the drafts of products
 * @param outcomes all others
 */
public record GenerateSinks(
        Sink<ContentDraft> drafts,
        Sink<ContentDraft> productDrafts,
        @Nullable Sink<ContentDraft> productDraftsAtOnce,
        Sink<Withdrawal> withdrawals,
        Sink<EventOutcome> outcomes,
        Sink<EventOutcome> productOutcomes,
        Sink<DeadLetter> deadLetters) {}
