package io.m6flow.e2e.cluster;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.EventDefaults;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A steady stream of new products, one in a hundred of them poison, and beside it live sessions that speak in turn and
 * end with it.
 *
 * @param name begins every id
 * @param perSecond products and segments together
 * @param sessions that speak side by side; every tenth event is a segment of one of them
 */
record Load(String name, int events, int perSecond, int sessions) {
    private static final int SPEECH_SHARE = 10;
    private static final int POISON_SHARE = 100;
    private static final int TENANTS = 20;
    private static final byte[] POISON = {1, 2, 3};
    private static final RecordCodec<ProductEvent> PRODUCTS = RecordCodec.of(ProductEvent.class);
    private static final RecordCodec<AsrSegment> SEGMENTS = RecordCodec.of(AsrSegment.class);
    private static final long SEGMENT_MILLIS = 2000;
    private static final List<String> SPOKEN =
            List.of("这条裙子是雪纺的", "领口做的是小方领", "高腰的版型显腿长", "颜色有雾蓝和燕麦", "喜欢的可以看一号", "洗的时候用冷水");

    /** Feeds on a thread of its own; ends when the broker has all. */
    CompletableFuture<Void> start(String bootstrap) {
        return CompletableFuture.runAsync(() -> feed(bootstrap), work -> new Thread(work, "load").start());
    }

    private void feed(String bootstrap) {
        AtomicReference<Exception> fault = new AtomicReference<>();
        try (var producer = producer(bootstrap)) {
            long begin = System.nanoTime();
            for (int i = 0; i < events; i++) {
                LockSupport.parkNanos(begin + i * 1_000_000_000L / perSecond - System.nanoTime());
                var unused = producer.send(event(i), (written, failure) -> fault.compareAndSet(null, failure));
            }
        }
        if (fault.get() != null) {
            throw new IllegalStateException("an event did not reach the broker", fault.get());
        }
    }

    /** As many products at once that the generator takes its time for. */
    static void crowd(String bootstrap, String name, int products) {
        try (var producer = producer(bootstrap)) {
            for (int i = 0; i < products; i++) {
                ProductEvent product = product(name + "-crowd-" + i, "M-" + i % TENANTS, EchoGenerator.SLOW + name + i);
                var unused = producer.send(record(product));
            }
        }
    }

    private static ProducerRecord<String, byte[]> record(ProductEvent product) {
        return new ProducerRecord<>(
                Topics.PRODUCT_EVENTS, EventDefaults.orderKey(product).value(), PRODUCTS.encode(product));
    }

    private ProducerRecord<String, byte[]> event(int number) {
        if (number % SPEECH_SHARE == 0) {
            AsrSegment segment = segment(number / SPEECH_SHARE);
            return new ProducerRecord<>(
                    Topics.ASR_SEGMENTS, EventDefaults.orderKey(segment).value(), SEGMENTS.encode(segment));
        }
        String id = name + "-" + number;
        return number % POISON_SHARE == 1
                ? new ProducerRecord<>(Topics.PRODUCT_EVENTS, id, POISON)
                : record(product(id, "M-" + number % TENANTS, "连衣裙" + name + number));
    }

    /** Waits for a broker that is away, and neither loses nor repeats what it has in hand. */
    private static KafkaProducer<String, byte[]> producer(String bootstrap) {
        return new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrap,
                        "enable.idempotence", "true",
                        "acks", "all",
                        "linger.ms", "5",
                        "max.block.ms", "180000",
                        "delivery.timeout.ms", "180000"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static ProductEvent product(String id, String merchant, String title) {
        return ProductEvent.newBuilder()
                .setProductId(id)
                .setMerchantId(merchant)
                .setTitle(title)
                .setRevision(1L)
                .setKinds(List.of(Kind.HINT))
                .build();
    }

    private AsrSegment segment(int number) {
        int sequence = number / sessions;
        boolean last = number + sessions >= (events + SPEECH_SHARE - 1) / SPEECH_SHARE;
        return AsrSegment.newBuilder()
                .setSessionId(name + "-S" + number % sessions)
                .setHostId("H-" + number % sessions)
                .setSequence(sequence)
                .setStartMillis(sequence * SEGMENT_MILLIS)
                .setEndMillis((sequence + 1) * SEGMENT_MILLIS)
                .setText(SPOKEN.get(number % SPOKEN.size()) + sequence)
                .setFinal$(true)
                .setEndOfSession(last)
                .build();
    }
}
