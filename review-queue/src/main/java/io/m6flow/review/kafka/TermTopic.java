package io.m6flow.review.kafka;

import io.m6flow.review.PartStatus;
import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.Term;
import io.m6flow.review.TermBook;
import io.m6flow.schema.TermChange;
import io.m6flow.schema.codec.NotAMessageException;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicEncoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.registry.RegistryException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The terms as a topic of changes, which all services follow from its beginning, each on a thread of its own. A change is
 * answered when it is on the topic and has come back from there. While Kafka is away the terms known so far are shown, and
 * changes are refused. Start and close once each; thread-safe.
 */
public final class TermTopic implements TermBook, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TermTopic.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** For a topic that may not be there yet. */
    private static final Duration LOOK = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String bootstrapServers;
    private final TopicPartition topic;
    private final TopicDecoder<TermChange> decoder;
    private final TopicEncoder<TermChange> encoder;
    private final PersistentThread thread = new PersistentThread("review-terms", this::follow);
    /** One change at a time: the next one counts what stands after it. */
    private final ReentrantLock changing = new ReentrantLock();

    private volatile @Nullable Known known;
    private volatile @Nullable KafkaProducer<String, byte[]> producer;
    private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;

    /** What stands after all changes before a position. */
    private record Known(StandingTerms terms, long position) {}

    public TermTopic(String bootstrapServers, String topic, TopicFormat format) {
        this.bootstrapServers = bootstrapServers;
        this.topic = new TopicPartition(topic, 0);
        this.decoder = format.decoder(TermChange.class);
        this.encoder = format.encoder(topic, TermChange.class);
    }

    public void start() {
        thread.start();
    }

    public PartStatus status() {
        return thread.status();
    }

    /** Waits until all that stood on the topic is known; throws a {@link ReviewQueueException} if that takes too long. */
    public void awaitKnown(Duration patience) {
        awaitPosition(0, patience);
    }

    @Override
    public List<Term> of(TenantId tenant) {
        return standing().of(tenant);
    }

    @Override
    public boolean tryAdd(Term term) {
        return change(standing -> {
            Optional<Term> before = standing.find(term.tenant(), term.term());
            if (before.isEmpty() && standing.count(term.tenant()) >= MOST) {
                return false;
            }
            if (before.filter(term::saysTheSameAs).isEmpty()) {
                append(term.addition());
            }
            return true;
        });
    }

    @Override
    public Optional<Term> remove(TenantId tenant, String term, String by, Instant at) {
        return change(standing -> {
            Optional<Term> before = standing.find(tenant, term.strip());
            before.ifPresent(there -> append(there.removal(by, at)));
            return before;
        });
    }

    private StandingTerms standing() {
        Known now = known;
        if (now == null) {
            throw unread("it was not read to its end yet");
        }
        return now.terms();
    }

    private <T> T change(Function<StandingTerms, T> work) {
        try {
            if (!changing.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unwritten(new IllegalStateException("too many changes wait"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unwritten(e);
        }
        try {
            return work.apply(standing());
        } finally {
            changing.unlock();
        }
    }

    private void append(TermChange change) {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            throw unread("it cannot be read just now");
        }
        String key = change.getTenant() + "|" + change.getTerm();
        long offset;
        try {
            offset = open.send(new ProducerRecord<>(topic.topic(), topic.partition(), key, encoder.encode(change)))
                    .get()
                    .offset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unwritten(e);
        } catch (ExecutionException | KafkaException | RegistryException | IllegalStateException e) {
            throw unwritten(e);
        }
        awaitPosition(offset + 1, PATIENCE);
    }

    private synchronized void awaitPosition(long position, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            for (Known now = known; now == null || now.position() < position; now = known) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw unread("it could not be read within " + patience.toSeconds() + " s");
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReviewQueueException("interrupted while waiting for " + topic.topic(), e);
        }
    }

    private synchronized void show(Known now) {
        known = now;
        notifyAll();
    }

    private ReviewQueueException unread(String why) {
        return new ReviewQueueException(
                "the topic " + topic.topic() + " at " + bootstrapServers + ": " + why
                        + "; is Kafka there, and the topic (m6flow topics)?",
                new IllegalStateException(String.valueOf(thread.status())));
    }

    private ReviewQueueException unwritten(Exception cause) {
        return new ReviewQueueException(
                "the change of a term was not acknowledged by the topic " + topic.topic() + " at " + bootstrapServers,
                cause);
    }

    /** Begins anew with nothing after each fault, and shows it when it has caught up: a topic may have been made anew. */
    private void follow(PersistentThread self) {
        try (var consumer = consumer();
                var writer = producer()) {
            reading = consumer;
            StandingTerms standing = new StandingTerms();
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            long end = consumer.endOffsets(List.of(topic), LOOK).getOrDefault(topic, 0L);
            while (!self.isClosed()) {
                if (consumer.position(topic) >= end) {
                    // Before it is shown: whoever waited for that may write at once.
                    producer = writer;
                    show(new Known(standing, consumer.position(topic)));
                    self.goesWell();
                }
                consumer.poll(POLL).forEach(found -> take(found, standing));
            }
        } finally {
            reading = null;
            producer = null;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> found, StandingTerms standing) {
        if (found.value() == null) {
            return;
        }
        try {
            standing.take(decoder.decode(found.value()));
        } catch (NotAMessageException | IllegalArgumentException e) {
            LOG.warn("{} at offset {} is no change of the terms and is left out", topic.topic(), found.offset());
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "allow.auto.create.topics", "false",
                        "auto.offset.reset", "earliest",
                        "default.api.timeout.ms", "15000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "enable.idempotence", "true",
                        "linger.ms", "0",
                        "max.block.ms", "5000",
                        "request.timeout.ms", "5000",
                        "delivery.timeout.ms", "10000"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void close() {
        KafkaConsumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
        thread.close();
    }
}
