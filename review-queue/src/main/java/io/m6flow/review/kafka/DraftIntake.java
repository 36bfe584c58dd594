package io.m6flow.review.kafka;

import io.m6flow.review.IntakeStatus;
import io.m6flow.review.ReviewPolicy;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.ReviewTopics;
import io.m6flow.review.SourcePosition;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.codec.RecordCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Brings drafts and withdrawals from Kafka into the queue, each with effect exactly once. Offsets are
 * committed after the effect; a record read again changes nothing. A record that cannot be used becomes a
 * dead letter and costs only itself. While Redis or Kafka is away it waits. It has a thread of its own.
 */
public final class DraftIntake implements AutoCloseable {
    private static final RecordCodec<ContentDraft> DRAFTS = RecordCodec.of(ContentDraft.class);
    private static final RecordCodec<Withdrawal> WITHDRAWALS = RecordCodec.of(Withdrawal.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final String groupId;
    private final ReviewTopics topics;
    private final ReviewQueue queue;
    private final ReviewPolicy policy;
    private final Clock clock;
    private final AtomicLong drafts = new AtomicLong();
    private final AtomicLong withdrawals = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();
    private volatile long lag;
    private final PersistentThread thread = new PersistentThread("review-intake", this::read);

    /** An intake that does not run yet. */
    public DraftIntake(
            String bootstrapServers,
            String groupId,
            ReviewTopics topics,
            ReviewQueue queue,
            ReviewPolicy policy,
            Clock clock) {
        this.bootstrapServers = Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        this.groupId = Objects.requireNonNull(groupId, "groupId");
        this.topics = Objects.requireNonNull(topics, "topics");
        this.queue = Objects.requireNonNull(queue, "queue");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    public void start() {
        thread.start();
    }

    public IntakeStatus status() {
        return new IntakeStatus(drafts.get(), withdrawals.get(), deadLetters.get(), lag, thread.trouble());
    }

    private void read(PersistentThread self) throws InterruptedException {
        try (var consumer = consumer();
                var letters = DeadLetters.open(bootstrapServers, topics.deadLetters(), clock)) {
            consumer.subscribe(List.of(topics.drafts(), topics.withdrawals()));
            while (!self.isClosed()) {
                var batch = consumer.poll(POLL);
                for (var found : batch) {
                    if (!take(found, letters, self)) {
                        return;
                    }
                }
                letters.flush();
                if (!batch.isEmpty()) {
                    consumer.commitSync();
                }
                self.goesWell();
                lag = consumer.assignment().stream()
                        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                        .sum();
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers,
                        "group.id", groupId,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "max.poll.records", "200",
                        // A long absence of Redis must not cost the place in the group.
                        "max.poll.interval.ms", (int) Duration.ofHours(1).toMillis()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Returns when the record has had its effect, however long Redis is away; false if this was closed before. */
    private boolean take(ConsumerRecord<byte[], byte[]> found, DeadLetters letters, PersistentThread self)
            throws InterruptedException {
        while (!self.isClosed()) {
            try {
                takeOnce(found, letters);
                self.goesWell();
                return true;
            } catch (ReviewQueueException away) {
                self.pauseAfter(away);
            }
        }
        return false;
    }

    private void takeOnce(ConsumerRecord<byte[], byte[]> found, DeadLetters letters) {
        var position = new SourcePosition(found.topic(), found.partition(), found.offset());
        if (found.topic().equals(topics.drafts())) {
            use(found, DRAFTS, letters, drafts, draft -> queue.admit(draft, position, policy.rule(draft)));
        } else {
            use(found, WITHDRAWALS, letters, withdrawals, withdrawal -> queue.withdraw(withdrawal, position));
        }
    }

    private interface Use<T> {
        Object of(T message);
    }

    private <T extends SpecificRecordBase> void use(
            ConsumerRecord<byte[], byte[]> found,
            RecordCodec<T> codec,
            DeadLetters letters,
            AtomicLong count,
            Use<T> use) {
        codec.tryDecode(found.value())
                .fold(
                        message -> {
                            try {
                                use.of(message);
                                return count.incrementAndGet();
                            } catch (IllegalArgumentException e) {
                                return refuse(found, letters, DeadLetterReason.INVALID, String.valueOf(e.getMessage()));
                            }
                        },
                        reason -> refuse(found, letters, DeadLetterReason.NOT_A_MESSAGE, reason));
    }

    private long refuse(
            ConsumerRecord<byte[], byte[]> found, DeadLetters letters, DeadLetterReason reason, String message) {
        letters.put(found, reason, message);
        return deadLetters.incrementAndGet();
    }

    /** Stops after the record that runs; what is not committed is read again after the next start. */
    @Override
    public void close() {
        thread.close();
    }
}
