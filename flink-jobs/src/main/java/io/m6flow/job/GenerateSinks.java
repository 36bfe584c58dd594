package io.m6flow.job;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Withdrawal;
import org.apache.flink.api.connector.sink2.Sink;

/** Where what the generate job makes goes to. */
public record GenerateSinks(
        Sink<ContentDraft> drafts,
        Sink<Withdrawal> withdrawals,
        Sink<EventOutcome> outcomes,
        Sink<DeadLetter> deadLetters) {}
