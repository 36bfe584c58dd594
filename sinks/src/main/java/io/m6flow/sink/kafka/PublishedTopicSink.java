package io.m6flow.sink.kafka;

import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.id.PublishedKey;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/**
 * Published content on the compacted topic content.published, keyed by tenant, kind and subject, with the headers of
 * CloudEvents.
 *
 * <p>A retraction is a record like any other, not an empty one: compaction must not forget its publishSequence. The
 * topic is a history; a reader takes the record with the highest publishSequence of a key.
 */
public final class PublishedTopicSink {
    private PublishedTopicSink() {}

    public static KafkaSink<PublishedContent> of(TopicSinkSettings settings) {
        return of(settings, Topics.CONTENT_PUBLISHED);
    }

    /** As {@link #of(TopicSinkSettings)}, to a topic of another name. */
    public static KafkaSink<PublishedContent> of(TopicSinkSettings settings, String topic) {
        return TopicSinks.of(
                settings,
                topic,
                PublishedContent.class,
                content -> PublishedKey.of(content).value(),
                CloudEventHeaders::of);
    }
}
