package io.m6flow.job.kafka;

import io.m6flow.job.Delivery;
import io.m6flow.job.GenerateSinks;
import io.m6flow.job.GenerateSources;
import io.m6flow.job.PublishSources;
import io.m6flow.job.event.EventTypes;
import io.m6flow.job.event.Received;
import io.m6flow.job.event.Reception;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.UnlabelledRelease;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.codec.Topics;
import io.m6flow.sink.Rejections;
import io.m6flow.sink.kafka.DeadLetterTopic;
import io.m6flow.sink.kafka.PublishedTopicSink;
import io.m6flow.sink.kafka.TopicRejections;
import io.m6flow.sink.kafka.TopicSinkSettings;
import io.m6flow.sink.kafka.TopicSinks;
import java.time.Clock;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * Both jobs' sources and sinks on Kafka.
 *
 * <p>Sources read committed records alone; a job that starts without a savepoint goes on at its group's committed
 * offsets, and begins at the earliest record if there are none. Offsets are committed with every checkpoint, so a group
 * that stands at the end has had everything before it made durable.
 *
 * @param sinks how often, in what format and under which names of transactions the sinks write; the two jobs need two
 *     prefixes. The sources read both formats, with the same registry
 * @param topicPrefix stands before every topic's and group's name, for several installations on one Kafka; else empty
 */
public record KafkaEnds(TopicSinkSettings sinks, String topicPrefix) {
    /** The consumer group of the generate job, of products, segments and feedback alike. */
    public static final String GENERATE_GROUP = "m6flow-generate";

    /** The consumer group of the publish job. */
    public static final String PUBLISH_GROUP = "m6flow-publish";

    private static final String DISCOVER_PARTITIONS_EVERY_MILLIS = "60000";

    public static KafkaEnds of(TopicSinkSettings sinks) {
        return new KafkaEnds(sinks, "");
    }

    public GenerateSources generateSources() {
        return new GenerateSources(
                source(Topics.PRODUCT_EVENTS, GENERATE_GROUP, Reception.ofProducts(), EventTypes.product()),
                source(Topics.ASR_SEGMENTS, GENERATE_GROUP, Reception.ofSegments(), EventTypes.segment()),
                source(Topics.REVIEW_FEEDBACK, GENERATE_GROUP, Reception.ofFeedback(), EventTypes.feedback()));
    }

    /** All exactly once. */
    public GenerateSinks generateSinks() {
        return generateSinks(Delivery.EXACTLY_ONCE);
    }

    /**
     * All exactly once but, if wanted, one thing.
     *
     * @param products how the first drafts about products are delivered
     */
    public GenerateSinks generateSinks(Delivery products) {
        TopicSinkSettings ofProducts = sinks.withTransactionalIdPrefix(sinks.transactionalIdPrefix() + "-products");
        return new GenerateSinks(
                drafts(sinks),
                drafts(ofProducts),
                switch (products) {
                    case EXACTLY_ONCE -> null;
                    case AT_LEAST_ONCE ->
                        TopicSinks.atLeastOnce(
                                sinks,
                                topicPrefix + Topics.CONTENT_DRAFTS,
                                ContentDraft.class,
                                ContentDraft::getOrderKey);
                },
                TopicSinks.of(
                        sinks, topicPrefix + Topics.CONTENT_WITHDRAWALS, Withdrawal.class, Withdrawal::getOrderKey),
                outcomes(sinks),
                outcomes(ofProducts),
                deadLetters());
    }

    private Sink<ContentDraft> drafts(TopicSinkSettings settings) {
        return TopicSinks.of(
                settings, topicPrefix + Topics.CONTENT_DRAFTS, ContentDraft.class, ContentDraft::getOrderKey);
    }

    private Sink<EventOutcome> outcomes(TopicSinkSettings settings) {
        return TopicSinks.of(
                settings, topicPrefix + Topics.EVENT_OUTCOMES, EventOutcome.class, EventOutcome::getOrderKey);
    }

    public PublishSources publishSources() {
        return new PublishSources(
                source(Topics.REVIEW_DECISIONS, PUBLISH_GROUP, Reception.ofDecisions(), EventTypes.decision()));
    }

    /** The topic content.published. */
    public Sink<PublishedContent> published() {
        return PublishedTopicSink.of(sinks, topicPrefix + Topics.CONTENT_PUBLISHED);
    }

    /** The log of what left without its visible label. */
    public Sink<UnlabelledRelease> unlabelled() {
        return TopicSinks.of(
                sinks, topicPrefix + Topics.UNLABELLED_RELEASES, UnlabelledRelease.class, UnlabelledRelease::getTenant);
    }

    public Sink<DeadLetter> deadLetters() {
        return TopicSinks.of(sinks, topicPrefix + Topics.DEAD_LETTERS, DeadLetter.class, DeadLetter::getOrderKey);
    }

    /** Takes what the sink of this name, one of {@link Topics#SINKS}, can never take to its own dead letters. */
    public Rejections rejections(String sink) {
        String topic = topicPrefix + Topics.deadLetters(sink);
        return new TopicRejections(
                sink, new DeadLetterTopic(sinks.bootstrapServers(), topic, sinks.format()), Clock.systemUTC());
    }

    // The connector asks for a class that the Kafka client deprecates.
    @SuppressWarnings("deprecation")
    private <T extends SpecificRecordBase> KafkaSource<Received<T>> source(
            String topic, String group, Reception<T> reception, TypeInformation<Received<T>> type) {
        return KafkaSource.<Received<T>>builder()
                .setBootstrapServers(sinks.bootstrapServers())
                .setTopics(topicPrefix + topic)
                .setGroupId(topicPrefix + group)
                .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
                .setDeserializer(new EventReader<>(reception.withFormat(sinks.format()), type))
                .setProperty("isolation.level", "read_committed")
                .setProperty("commit.offsets.on.checkpoint", "true")
                .setProperty("partition.discovery.interval.ms", DISCOVER_PARTITIONS_EVERY_MILLIS)
                .build();
    }
}
