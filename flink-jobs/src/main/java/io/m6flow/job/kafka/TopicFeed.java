package io.m6flow.job.kafka;

import io.m6flow.schema.codec.TopicDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a topic of one partition: every record from the first on, in order, on a thread of its own. After a fault of
 * Kafka or of the listener it begins anew at the first, so the listener takes a record that it knows for nothing new. What
 * is no good record is logged and left out. Start and close once each, from any thread.
 *
 * @param <T> what the records are
 */
public final class TopicFeed<T extends SpecificRecordBase> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    private final String bootstrap;
    private final TopicPartition topic;
    private final TopicDecoder<T> decoder;
    private final Function<T, Optional<String>> complaint;
    private final Consumer<T> listener;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    /**
     * One that is not started yet.
     *
     * @param complaint why a record is no good one, if it is none
     * @param listener is called on the feed's thread
     */
    public TopicFeed(
            String bootstrap,
            String topic,
            TopicDecoder<T> decoder,
            Function<T, Optional<String>> complaint,
            Consumer<T> listener) {
        this.bootstrap = bootstrap;
        this.topic = new TopicPartition(topic, 0);
        this.decoder = decoder;
        this.complaint = complaint;
        this.listener = listener;
        this.thread = new Thread(this::follow, "feed-" + topic);
        thread.setDaemon(true);
    }

    /**
     * Begins, and returns when the listener knows all that stood there.
     *
     * @throws IllegalStateException if that takes longer than {@code patience}
     */
    public void start(Duration patience) {
        thread.start();
        boolean there = false;
        try {
            there = caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!there) {
            close();
            throw new IllegalStateException("the topic " + topic.topic() + " at " + bootstrap
                    + " could not be read to its end within " + patience.toSeconds() + " s; is Kafka there, and the"
                    + " topic (m6flow topics)?");
        }
    }

    private void follow() {
        while (closed.getCount() > 0) {
            try {
                readOn();
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("the topic {} cannot be followed and is begun anew: {}", topic.topic(), e.toString());
                pause();
            }
        }
    }

    private void readOn() {
        try (KafkaConsumer<byte[], byte[]> opened = open()) {
            consumer = opened;
            if (closed.getCount() == 0) {
                // Whoever closed before could not wake it.
                return;
            }
            opened.assign(List.of(topic));
            opened.seekToBeginning(List.of(topic));
            long end = opened.endOffsets(List.of(topic)).getOrDefault(topic, 0L);
            while (closed.getCount() > 0) {
                if (opened.position(topic) >= end) {
                    caughtUp.countDown();
                }
                opened.poll(POLL).forEach(this::take);
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void take(ConsumerRecord<byte[], byte[]> found) {
        if (found.value() == null) {
            return;
        }
        decoder.tryDecode(found.value())
                .fold(
                        record -> complaint
                                .apply(record)
                                .map(why -> refuse(found, why))
                                .orElseGet(() -> {
                                    listener.accept(record);
                                    return true;
                                }),
                        why -> refuse(found, why));
    }

    private boolean refuse(ConsumerRecord<byte[], byte[]> found, String why) {
        LOG.warn("{} at offset {} holds no good record, which is left out: {}", topic.topic(), found.offset(), why);
        return false;
    }

    private void pause() {
        try {
            boolean unused = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        KafkaConsumer<byte[], byte[]> opened = consumer;
        if (opened != null) {
            opened.wakeup();
        }
        try {
            thread.join(PATIENCE_AT_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
