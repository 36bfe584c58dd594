package io.m6flow.launcher.kafka;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.codec.TopicEncoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.json.JsonEvents;
import io.m6flow.schema.json.Parsed;
import io.m6flow.schema.rule.EventDefaults;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How a line of a file becomes an event on its topic. */
interface LineEvent {

    /**
     * An event ready for its topic.
     *
     * @param pace milliseconds from the start of a session, for feeding at the speed of speech; 0 for products
     */
    record Message(ProducerRecord<String, byte[]> event, long pace) {}

    String topic();

    /** What a line says; numbers count from 1. */
    Parsed<Message> parse(String line, long number);

    /** Products; the kinds stand in for those of a product that names none. */
    static LineEvent products(List<Kind> kinds, TopicFormat format) {
        TopicEncoder<ProductEvent> encoder = format.encoder(Topics.PRODUCT_EVENTS, ProductEvent.class);
        return of(
                Topics.PRODUCT_EVENTS,
                (line, number) -> JsonEvents.product(line)
                        .fold(
                                event -> {
                                    if (event.getKinds().isEmpty()) {
                                        event.setKinds(List.copyOf(kinds));
                                    }
                                    return new Parsed.Event<>(new Message(
                                            new ProducerRecord<>(
                                                    Topics.PRODUCT_EVENTS,
                                                    EventDefaults.orderKey(event)
                                                            .value(),
                                                    encoder.encode(event)),
                                            0));
                                },
                                Parsed.Invalid::new));
    }

    /** Segments; those on the given lines end their session. */
    static LineEvent segments(Set<Long> endings, TopicFormat format) {
        TopicEncoder<AsrSegment> encoder = format.encoder(Topics.ASR_SEGMENTS, AsrSegment.class);
        return of(
                Topics.ASR_SEGMENTS,
                (line, number) -> JsonEvents.segment(line)
                        .fold(
                                segment -> {
                                    segment.setEndOfSession(segment.getEndOfSession() || endings.contains(number));
                                    return new Parsed.Event<>(new Message(
                                            new ProducerRecord<>(
                                                    Topics.ASR_SEGMENTS,
                                                    EventDefaults.orderKey(segment)
                                                            .value(),
                                                    encoder.encode(segment)),
                                            segment.getEndMillis()));
                                },
                                Parsed.Invalid::new));
    }

    private static LineEvent of(String topic, BiFunction<String, Long, Parsed<Message>> parser) {
        return new LineEvent() {
            @Override
            public String topic() {
                return topic;
            }

            @Override
            public Parsed<Message> parse(String line, long number) {
                return parser.apply(line, number);
            }
        };
    }
}
