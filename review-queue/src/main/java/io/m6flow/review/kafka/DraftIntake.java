package io.m6flow.review.kafka;

import io.m6flow.review.Arrival;
import io.m6flow.review.IntakeStatus;
import io.m6flow.review.QueueIntake;
import io.m6flow.review.ReviewPolicy;
import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.ReviewTopics;
import io.m6flow.review.Ruling;
import io.m6flow.review.Rulings;
import io.m6flow.review.SourcePosition;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.codec.NotAMessageException;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Brings drafts and withdrawals from Kafka into the queue, each with effect exactly once. Offsets are
 * committed after the effect; a record read again changes nothing. A record that cannot be used becomes a
 * dead letter and costs only itself. While Redis, Kafka or the schema registry is away it waits. It has a
 * thread of its own.
 */
public final class DraftIntake implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;
    private final String groupId;
    private final ReviewTopics topics;
    private final TopicFormat format;
    private final TopicDecoder<ContentDraft> draftDecoder;
    private final TopicDecoder<Withdrawal> withdrawalDecoder;
    private final QueueIntake queue;
    private final ReviewPolicy policy;
    private final Clock clock;
    private final AtomicLong drafts = new AtomicLong();
    private final AtomicLong withdrawals = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();
    private volatile long lag;
    private volatile boolean joined;
    private final PersistentThread thread = new PersistentThread("review-intake", this::read);

    /** A withdrawal whose ids can become part of keys. */
    private record Floor(Withdrawal withdrawal, SourcePosition position) {
        private Floor {
            new TenantId(withdrawal.getTenant());
            new Subject(withdrawal.getSubject());
        }
    }

    /** A record that becomes a dead letter. */
    private record Unusable(ConsumerRecord<byte[], byte[]> found, DeadLetterReason reason, String message) {}

    /** An intake that does not run yet. */
    public DraftIntake(
            String bootstrapServers,
            String groupId,
            ReviewTopics topics,
            TopicFormat format,
            QueueIntake queue,
            ReviewPolicy policy,
            Clock clock) {
        this.bootstrapServers = Objects.requireNonNull(bootstrapServers, "bootstrapServers");
        this.groupId = Objects.requireNonNull(groupId, "groupId");
        this.topics = Objects.requireNonNull(topics, "topics");
        this.format = Objects.requireNonNull(format, "format");
        this.draftDecoder = format.decoder(ContentDraft.class);
        this.withdrawalDecoder = format.decoder(Withdrawal.class);
        this.queue = Objects.requireNonNull(queue, "queue");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    public void start() {
        thread.start();
    }

    public IntakeStatus status() {
        return new IntakeStatus(drafts.get(), withdrawals.get(), deadLetters.get(), lag, joined, thread.status());
    }

    private void read(PersistentThread self) throws InterruptedException {
        try (var consumer = consumer();
                var letters = DeadLetters.open(bootstrapServers, topics.deadLetters(), format, clock)) {
            consumer.subscribe(List.of(topics.drafts(), topics.withdrawals()));
            while (!self.isClosed()) {
                var batch = consumer.poll(POLL);
                if (!batch.isEmpty()) {
                    if (!take(batch, letters, self)) {
                        return;
                    }
                    letters.flush();
                    consumer.commitSync();
                }
                self.goesWell();
                lag = consumer.assignment().stream()
                        .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
                        .sum();
                joined = Membership.holds(consumer);
            }
        } finally {
            joined = false;
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
                        "max.poll.records", "500",
                        // A killed one keeps its successor waiting for so long.
                        "session.timeout.ms", "10000",
                        // A long absence of Redis must not cost the place in the group.
                        "max.poll.interval.ms", (int) Duration.ofHours(1).toMillis()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Returns when all have had their effect, however long Redis is away; false if this was closed before. */
    private boolean take(ConsumerRecords<byte[], byte[]> batch, DeadLetters letters, PersistentThread self)
            throws InterruptedException {
        // Sorted out before anything has an effect: a schema registry that is away costs no second dead letter.
        List<Unusable> unusable = new ArrayList<>();
        List<Floor> floors = usable(batch.records(topics.withdrawals()), withdrawalDecoder, unusable, Floor::new);
        List<Arrival> arrivals = usable(
                batch.records(topics.drafts()),
                draftDecoder,
                unusable,
                (draft, position) -> new Arrival(draft, position, new Ruling.AwaitPerson()));
        unusable.forEach(found -> letters.put(found.found(), found.reason(), found.message()));
        deadLetters.addAndGet(unusable.size());
        for (Floor floor : floors) {
            if (!persist(() -> queue.withdraw(floor.withdrawal(), floor.position()), self)) {
                return false;
            }
            withdrawals.incrementAndGet();
        }
        if (!persist(() -> admit(arrivals), self)) {
            return false;
        }
        drafts.addAndGet(arrivals.size());
        return true;
    }

    private void admit(List<Arrival> arrivals) {
        Rulings rulings = new Rulings(policy, queue);
        queue.admitAll(arrivals.stream().map(rulings::on).toList());
    }

    /** Repeats a call, which may be repeated, until the queue answers; false if this was closed before. */
    private static boolean persist(Runnable call, PersistentThread self) throws InterruptedException {
        while (!self.isClosed()) {
            try {
                call.run();
                self.goesWell();
                return true;
            } catch (ReviewQueueException away) {
                self.pauseAfter(away);
            }
        }
        return false;
    }

    /** What can be used of the records; the others are set apart. */
    private static <T extends SpecificRecordBase, R> List<R> usable(
            Iterable<ConsumerRecord<byte[], byte[]>> records,
            TopicDecoder<T> decoder,
            List<Unusable> others,
            BiFunction<T, SourcePosition, R> read) {
        List<R> usable = new ArrayList<>();
        for (var found : records) {
            var position = new SourcePosition(found.topic(), found.partition(), found.offset());
            try {
                usable.add(read.apply(decoder.decode(found.value()), position));
            } catch (NotAMessageException e) {
                others.add(new Unusable(found, DeadLetterReason.NOT_A_MESSAGE, String.valueOf(e.getMessage())));
            } catch (IllegalArgumentException e) {
                others.add(new Unusable(found, DeadLetterReason.INVALID, String.valueOf(e.getMessage())));
            }
        }
        return usable;
    }

    /** Stops after the batch that runs; what is not committed is read again after the next start. */
    @Override
    public void close() {
        thread.close();
    }
}
