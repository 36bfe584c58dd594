package io.m6flow.job.kafka;

import io.m6flow.schema.TermChange;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.rule.TermRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
 * Follows the topic of terms: every change from the first on, in order, on a thread of its own. After a fault of Kafka it
 * begins anew at the first, so the listener takes a change that it knows for no change. What is no good change is logged
 * and left out. Start and close once each, from any thread.
 */
public final class TermFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TermFeed.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

    private final String bootstrap;
    private final TopicPartition topic;
    private final TopicDecoder<TermChange> decoder;
    private final Consumer<TermChange> listener;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::follow, "guard-terms");
    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

    /**
     * One that is not started yet.
     *
     * @param listener is called on the feed's thread
     */
    public TermFeed(String bootstrap, String topic, TopicFormat format, Consumer<TermChange> listener) {
        this.bootstrap = bootstrap;
        this.topic = new TopicPartition(topic, 0);
        this.decoder = format.decoder(TermChange.class);
        this.listener = listener;
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
                        change -> TermRules.complaint(change)
                                .map(complaint -> refuse(found, complaint))
                                .orElseGet(() -> {
                                    listener.accept(change);
                                    return true;
                                }),
                        why -> refuse(found, why));
    }

    private boolean refuse(ConsumerRecord<byte[], byte[]> found, String why) {
        LOG.warn("{} at offset {} is no change of the terms and is left out: {}", topic.topic(), found.offset(), why);
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
