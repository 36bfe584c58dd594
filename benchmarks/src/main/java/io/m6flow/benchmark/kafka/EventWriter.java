package io.m6flow.benchmark.kafka;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.EventDefaults;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Appends events to their topics as producers outside do: idempotent, keyed by whose they are. Safe for many threads. */
public final class EventWriter implements AutoCloseable {
    private static final RecordCodec<ProductEvent> PRODUCTS = RecordCodec.of(ProductEvent.class);
    private static final RecordCodec<AsrSegment> SEGMENTS = RecordCodec.of(AsrSegment.class);

    private final String prefix;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<Exception> fault = new AtomicReference<>();

    /** @param prefix stands before the topics' names */
    public EventWriter(String bootstrap, String prefix) {
        this.prefix = prefix;
        this.producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrap,
                        "enable.idempotence", "true",
                        "acks", "all",
                        "linger.ms", "2",
                        "batch.size", "131072",
                        // A topic just made may turn its first batch away; were others under way, they would be taken
                        // before it, and it never again.
                        "max.in.flight.requests.per.connection", "1"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public void write(ProductEvent event) {
        send(Topics.PRODUCT_EVENTS, EventDefaults.orderKey(event).value(), PRODUCTS.encode(event));
    }

    public void write(AsrSegment segment) {
        send(Topics.ASR_SEGMENTS, EventDefaults.orderKey(segment).value(), SEGMENTS.encode(segment));
    }

    private void send(String topic, String key, byte[] value) {
        var unused = producer.send(
                new ProducerRecord<>(prefix + topic, key, value),
                (written, failure) -> fault.compareAndSet(null, failure));
    }

    /**
     * Returns once the broker has all that was written.
     *
     * @throws IllegalStateException if it does not have one of them
     */
    public void flush() {
        producer.flush();
        if (fault.get() != null) {
            throw new IllegalStateException("an event did not reach the broker", fault.get());
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
