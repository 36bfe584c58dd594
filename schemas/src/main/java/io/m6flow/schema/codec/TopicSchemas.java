package io.m6flow.schema.codec;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.ModelAssignment;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.TermChange;
import io.m6flow.schema.UnlabelledRelease;
import io.m6flow.schema.Withdrawal;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/** Which record each topic carries, but for review.decisions and review.feedback, which describe themselves in any case. */
public final class TopicSchemas {
    private static final Map<String, Class<? extends SpecificRecordBase>> RECORDS = Map.ofEntries(
            Map.entry(Topics.PRODUCT_EVENTS, ProductEvent.class),
            Map.entry(Topics.ASR_SEGMENTS, AsrSegment.class),
            Map.entry(Topics.CONTENT_DRAFTS, ContentDraft.class),
            Map.entry(Topics.CONTENT_WITHDRAWALS, Withdrawal.class),
            Map.entry(Topics.CONTENT_PUBLISHED, PublishedContent.class),
            Map.entry(Topics.UNLABELLED_RELEASES, UnlabelledRelease.class),
            Map.entry(Topics.EVENT_OUTCOMES, EventOutcome.class),
            Map.entry(Topics.DEAD_LETTERS, DeadLetter.class),
            Map.entry(Topics.GUARD_TERMS, TermChange.class),
            Map.entry(Topics.MODEL_ROUTES, ModelAssignment.class));

    private TopicSchemas() {}

    /**
     * Registers the schemas of these topics, so that one that does not fit is known before anything runs; without a
     * registry nothing happens.
     *
     * @throws io.m6flow.schema.registry.RegistryException as {@link TopicEncoder#register()}
     */
    public static void register(TopicFormat format) {
        RECORDS.forEach((topic, type) -> format.encoder(topic, type).register());
        Topics.SINKS.forEach(sink ->
                format.encoder(Topics.deadLetters(sink), DeadLetter.class).register());
    }
}
