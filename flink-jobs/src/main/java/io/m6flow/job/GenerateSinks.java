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
 * @param drafts all drafts, but for those that have a sink of their own
 * @param productDrafts the first drafts about products, if they do not wait for checkpoints; null: they go with the others
 */
public record GenerateSinks(
        Sink<ContentDraft> drafts,
        @Nullable Sink<ContentDraft> productDrafts,
        Sink<Withdrawal> withdrawals,
        Sink<EventOutcome> outcomes,
        Sink<DeadLetter> deadLetters) {}
