package io.m6flow.job;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Withdrawal;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where what the generate job makes goes to.
 *
 * @param productDrafts to where the drafts go, for those of products, which are the many: a sink of their own is chained
 *     to the writing, and no draft is serialized on the way to a sink that all branches share
 * @param productOutcomes the same for the outcomes that go with them
 */
public record GenerateSinks(
        Sink<ContentDraft> drafts,
        Sink<ContentDraft> productDrafts,
        Sink<Withdrawal> withdrawals,
        Sink<EventOutcome> outcomes,
        Sink<EventOutcome> productOutcomes,
        Sink<DeadLetter> deadLetters) {}
