package io.m6flow.schema.codec;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.TermChange;
import io.m6flow.schema.UnlabelledRelease;
import io.m6flow.schema.Withdrawal;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/** Which record each topic carries, but for review.decisions and review.feedback, which describe themselves in any case. */
public final class TopicSchemas {
    private static final Map<String, Class<? extends SpecificRecordBase>> RECORDS = Map.of(
            Topics.PRODUCT_EVENTS, ProductEvent.class,
            Topics.ASR_SEGMENTS, AsrSegment.class,
            Topics.CONTENT_DRAFTS, ContentDraft.class,
            Topics.CONTENT_WITHDRAWALS, Withdrawal.class,
            Topics.CONTENT_PUBLISHED, PublishedContent.class,
            Topics.UNLABELLED_RELEASES, UnlabelledRelease.class,
            Topics.EVENT_OUTCOMES, EventOutcome.class,
            Topics.DEAD_LETTERS, DeadLetter.class,
            Topics.GUARD_TERMS, TermChange.class);

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
