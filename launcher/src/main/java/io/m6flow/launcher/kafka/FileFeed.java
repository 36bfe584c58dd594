package io.m6flow.launcher.kafka;

import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.codec.TopicEncoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.EventRules;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a JSON Lines file into its topic, each line exactly once however often the feed is cut off and
 * begun again: the number of lines done is committed as the offset of a consumer group of the feed's own,
 * in the same transaction as their events. A line that is no event becomes a dead letter with its outcome.
 * Confined to one thread.
 */
public final class FileFeed {
    private static final int BATCH_LINES = 200;
    private static final int MAX_KEPT_BYTES = 1024 * 1024;
    private static final int MAX_REQUEST_BYTES = 8 * 1024 * 1024;

    private final String bootstrap;
    private final Clock clock;
    private final TopicFormat format;
    private final TopicEncoder<DeadLetter> letters;
    private final TopicEncoder<EventOutcome> outcomes;

    public FileFeed(String bootstrap, TopicFormat format, Clock clock) {
        this.bootstrap = bootstrap;
        this.format = format;
        this.letters = format.encoder(Topics.DEAD_LETTERS, DeadLetter.class);
        this.outcomes = format.encoder(Topics.EVENT_OUTCOMES, EventOutcome.class);
        this.clock = clock;
    }

    /**
     * What is fed.
     *
     * @param name of the file, as dead letters tell it
     * @param identity equal for feeds that continue one another: the digest of the content
     * @param speed how many times faster than speech segments are fed; 0 is as fast as possible
     */
    public record Feed(String name, String identity, Content content, double speed) {}

    /** Opens the content from its beginning. */
    @FunctionalInterface
    public interface Content {
        InputStream open() throws IOException;
    }

    /** Feeds products. Answers how many lines were new. */
    public long products(Feed feed, List<Kind> kinds) throws IOException {
        return run(feed, LineEvent.products(kinds, format));
    }

    /** Feeds segments. Answers how many lines were new. */
    public long segments(Feed feed) throws IOException {
        return run(feed, LineEvent.segments(Set.of(), format));
    }

    /** Feeds segments of sessions that are whole: one that no line ends, ends with the line where it got furthest. */
    public long wholeSessions(Feed feed) throws IOException {
        return run(feed, LineEvent.segments(OpenSessions.lastLines(feed.content(), MAX_KEPT_BYTES), format));
    }

    private long run(Feed feed, LineEvent kind) throws IOException {
        String group = "m6flow-feed-" + feed.identity();
        TopicPartition position = new TopicPartition(kind.topic(), 0);
        Pace pace = new Pace(clock, feed.speed());
        try (KafkaProducer<String, byte[]> producer = producer(group);
                KafkaConsumer<byte[], byte[]> place = Consumers.ofGroup(bootstrap, group);
                BoundedLines lines = new BoundedLines(feed.content().open(), MAX_KEPT_BYTES)) {
            // Ends what an earlier feed of this file left open, so that the place below is final.
            producer.initTransactions();
            long done = linesDone(place, position);
            long line = 0;
            long fed = 0;
            boolean open = false;
            for (BoundedLines.Line next = lines.next(); next != null; next = lines.next()) {
                line = next.number();
                if (line <= done) {
                    continue;
                }
                if (!open) {
                    producer.beginTransaction();
                    open = true;
                }
                pace.await(send(producer, feed, kind, next));
                fed++;
                if (fed % BATCH_LINES == 0 || pace.isSlow()) {
                    commit(producer, position, line, place.groupMetadata());
                    open = false;
                }
            }
            if (open) {
                commit(producer, position, line, place.groupMetadata());
            }
            return fed;
        }
    }

    private static long linesDone(KafkaConsumer<?, ?> place, TopicPartition position) {
        OffsetAndMetadata committed = place.committed(Set.of(position)).get(position);
        return committed == null ? 0 : committed.offset();
    }

    private static void commit(
            KafkaProducer<String, byte[]> producer, TopicPartition position, long line, ConsumerGroupMetadata group) {
        producer.sendOffsetsToTransaction(Map.of(position, new OffsetAndMetadata(line)), group);
        producer.commitTransaction();
    }

    /** Answers the place of the line in its session's time. */
    private long send(KafkaProducer<String, byte[]> producer, Feed feed, LineEvent kind, BoundedLines.Line line) {
        ByteBuffer bytes = line.bytes();
        if (bytes == null) {
            bury(
                    producer,
                    feed,
                    line,
                    DeadLetterReason.TOO_LARGE,
                    EventRules.sizeComplaint(line.size()).orElse("the line is too long"));
            return 0;
        }
        String text = decode(bytes);
        if (text == null) {
            bury(producer, feed, line, DeadLetterReason.NOT_A_MESSAGE, "the line is not UTF-8; save the file as UTF-8");
            return 0;
        }
        if (text.isBlank()) {
            return 0;
        }
        return kind.parse(text, line.number())
                .fold(
                        message -> {
                            hand(producer, message.event());
                            return message.pace();
                        },
                        complaint -> {
                            bury(producer, feed, line, reasonFor(line.size()), complaint);
                            return 0L;
                        });
    }

    private static DeadLetterReason reasonFor(long size) {
        return EventRules.sizeComplaint(size).isPresent() ? DeadLetterReason.TOO_LARGE : DeadLetterReason.INVALID;
    }

    private void bury(
            KafkaProducer<String, byte[]> producer,
            Feed feed,
            BoundedLines.Line line,
            DeadLetterReason reason,
            String complaint) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        EventOrigin origin = new EventOrigin("file:" + feed.name(), 0, line.number());
        ByteBuffer kept = line.bytes() == null ? ByteBuffer.allocate(0) : line.bytes();
        DeadLetter letter = DeadLetter.newBuilder()
                .setOrigin(origin)
                .setReason(reason)
                .setMessage(feed.name() + " line " + line.number() + ": " + complaint)
                .setBytes(kept)
                .setDigest(line.digest())
                .setSize(line.size())
                .setAt(now)
                .build();
        EventOutcome outcome = EventOutcome.newBuilder()
                .setOrigin(origin)
                .setOutcome(Outcome.DEAD_LETTER)
                .setAt(now)
                .build();
        hand(producer, new ProducerRecord<>(Topics.DEAD_LETTERS, feed.name(), letters.encode(letter)));
        hand(producer, new ProducerRecord<>(Topics.EVENT_OUTCOMES, feed.name(), outcomes.encode(outcome)));
    }

    /** What fails on the way fails the commit, so the future of a single record tells nothing more. */
    private static void hand(KafkaProducer<String, byte[]> producer, ProducerRecord<String, byte[]> event) {
        var unused = producer.send(event);
    }

    private static @Nullable String decode(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(bytes.duplicate())
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private KafkaProducer<String, byte[]> producer(String transactionalId) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId,
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Holds lines back until their time has come. */
    private static final class Pace {
        private final Clock clock;
        private final double speed;
        private final long startMillis;
        private long firstMillis = -1;

        Pace(Clock clock, double speed) {
            this.clock = clock;
            this.speed = speed;
            this.startMillis = clock.millis();
        }

        boolean isSlow() {
            return speed > 0;
        }

        void await(long atMillis) {
            if (speed <= 0) {
                return;
            }
            if (firstMillis < 0) {
                firstMillis = atMillis;
            }
            long due = startMillis + (long) ((atMillis - firstMillis) / speed);
            while (clock.millis() < due && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(Math.min(100, due - clock.millis()) * 1_000_000L);
            }
        }
    }
}
