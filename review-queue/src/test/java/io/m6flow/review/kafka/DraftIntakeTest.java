package io.m6flow.review.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.local.LocalRedis;
import io.m6flow.local.RedisOptions;
import io.m6flow.review.IntakeStatus;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueCounts;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewPolicy;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.ReviewTopics;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicWriter;
import io.m6flow.testkit.registry.RegistryServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Brings records from a real Kafka into a queue on a Redis of its own, which may go away. */
class DraftIntakeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    Path directory;

    private LocalRedis server;
    private RedisConnection redis;
    private ReviewQueue queue;
    private ReviewTopics topics;
    private TopicFormat format = TopicFormat.SELF_DESCRIBING;
    private TopicWriter<ContentDraft> drafts;
    private TopicWriter<Withdrawal> withdrawals;

    @BeforeEach
    void open() {
        server = new LocalRedis(RedisOptions.in(directory));
        server.start();
        redis = RedisConnection.to(server.uri());
        queue = new RedisReviewQueue(redis, QueueRules.DEFAULT.withUndoWindow(Duration.ZERO), () -> {});
        topics = new ReviewTopics(
                KAFKA.freshTopic("drafts"),
                KAFKA.freshTopic("withdrawals"),
                KAFKA.freshTopic("decisions"),
                KAFKA.freshTopic("feedback"),
                KAFKA.freshTopic("dead"));
        drafts = KAFKA.writer(topics.drafts(), ContentDraft.class);
        withdrawals = KAFKA.writer(topics.withdrawals(), Withdrawal.class);
    }

    @AfterEach
    void close() {
        drafts.close();
        withdrawals.close();
        redis.close();
        server.close();
    }

    @Test
    void poisonCostsOnlyItself() {
        byte[] poison = "no message".getBytes(StandardCharsets.UTF_8);
        ContentDraft forged = Drafts.reason("M-1", "P-9").build();
        forged.setTenant("M|{1}");
        write(Drafts.reason("M-1", "P-1").build());
        drafts.writeBytes("k", poison);
        drafts.write("k", forged);
        writeLarge(new byte[1024 * 1024 + 1]);
        withdrawals.writeBytes("k", new byte[900_000]);
        write(Drafts.reason("M-1", "P-2").build());

        try (DraftIntake intake = start("manual")) {
            await().atMost(PATIENCE).until(() -> done(intake) == 6);
        }

        assertThat(queue.counts().waiting()).isEqualTo(2);
        List<DeadLetter> letters =
                KAFKA.reader(topics.deadLetters(), DeadLetter.class).await(4);
        assertThat(letters)
                .extracting(DeadLetter::getReason)
                .containsExactlyInAnyOrder(
                        DeadLetterReason.INVALID,
                        DeadLetterReason.NOT_A_MESSAGE,
                        DeadLetterReason.NOT_A_MESSAGE,
                        DeadLetterReason.NOT_A_MESSAGE);
        assertThat(letters).anySatisfy(letter -> {
            assertThat(letter.getOrigin().getTopic()).isEqualTo(topics.drafts());
            assertThat(letter.getOrigin().getOffset()).isEqualTo(1);
            assertThat(letter.getBytes()).isEqualTo(ByteBuffer.wrap(poison));
        });
        assertThat(letters).anySatisfy(letter -> {
            assertThat(letter.getBytes().remaining()).isEqualTo(900_000);
            assertThat(letter.getDigest()).isNull();
        });
        assertThat(letters).anySatisfy(letter -> {
            assertThat(letter.getSize()).isEqualTo(1024 * 1024 + 1);
            assertThat(letter.getBytes().remaining()).isZero();
            assertThat(letter.getDigest()).hasSize(64);
        });
    }

    @Test
    void holdsOneItemForADraftThatStandsThereTwiceWithOtherWords() {
        ContentDraft first = Drafts.reason("M-1", "P-1").text("先来的").build();
        write(first);
        write(Drafts.reason("M-1", "P-1").text("后来的").build());

        try (DraftIntake intake = start("manual")) {
            await().atMost(PATIENCE).until(() -> done(intake) == 2);
        }

        assertThat(queue.waiting(ItemFilter.ALL, 10))
                .extracting(ReviewItem::draft)
                .containsExactly(first);
        assertThat(queue.counts().waiting()).isEqualTo(1);
    }

    @Test
    void rulesByThePolicyAndObeysWithdrawals() {
        withdrawals.write("k", withdrawal("P-2", 2));

        try (DraftIntake intake = start("approve-all")) {
            await().atMost(PATIENCE).until(() -> done(intake) == 1);
            write(Drafts.reason("M-1", "P-1").build());
            write(Drafts.reason("M-1", "P-2").build());
            await().atMost(PATIENCE).until(() -> done(intake) == 3);
            withdrawals.write("k", withdrawal("P-1", 2));
            await().atMost(PATIENCE).until(() -> done(intake) == 4);
        }

        assertThat(queue.counts().decided()).containsEntry(DecisionOutcome.REVOKED, 1L);
        assertThat(queue.counts().decided()).containsEntry(DecisionOutcome.SUPERSEDED, 1L);
        assertThat(queue.counts().decidedInAll()).isEqualTo(2);
        assertThat(queue.counts().waiting()).isZero();
    }

    @Test
    void readsBothFormatsAndWaitsForTheRegistryWithoutASecondDeadLetter() {
        try (RegistryServer registry = RegistryServer.start();
                var framed = KAFKA.writer(topics.drafts(), ContentDraft.class, registry.format())) {
            format = registry.format();
            drafts.writeBytes("k", new byte[] {0, 0, 0, 0, 99, 1});
            write(Drafts.reason("M-1", "P-1").build());
            framed.write("k", Drafts.reason("M-1", "P-2").build());
            registry.away(503);
            try (DraftIntake intake = start("manual")) {
                await().atMost(PATIENCE).until(() -> intake.status().trouble().isPresent());
                assertThat(intake.status().trouble())
                        .hasValueSatisfying(trouble -> assertThat(trouble).contains("schema registry", "503"));
                assertThat(done(intake)).isZero();
                registry.back();
                await().atMost(PATIENCE).until(() -> done(intake) == 3);
            }
            assertThat(queue.counts().waiting()).isEqualTo(2);
            assertThat(KAFKA.reader(topics.deadLetters(), DeadLetter.class, format)
                            .committed())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getMessage()).contains("its schema id 99 is unknown"));
            assertThat(registry.subjects()).contains(topics.deadLetters() + "-value");
        }
    }

    @Test
    void goesOnWhereItStoppedAndReadsNothingTwice() {
        write(Drafts.reason("M-1", "P-1").build());
        try (DraftIntake first = start("manual")) {
            await().atMost(PATIENCE).until(() -> done(first) == 1);
        }
        write(Drafts.reason("M-1", "P-2").build());

        try (DraftIntake second = start("manual")) {
            await().atMost(PATIENCE)
                    .until(() ->
                            second.status().drafts() == 1 && second.status().lag() == 0);
            assertThat(second.status().drafts()).isEqualTo(1);
        }
        assertThat(queue.counts().waiting()).isEqualTo(2);
    }

    @Test
    void changesNothingWhenEverythingIsReadAgain() {
        withdrawals.write("k", withdrawal("P-0", 2));
        for (int i = 0; i < 5; i++) {
            write(Drafts.reason("M-1", "P-" + i).build());
        }
        try (DraftIntake first = start("approve-all")) {
            await().atMost(PATIENCE).until(() -> done(first) == 6);
        }
        QueueCounts before = queue.counts();

        try (DraftIntake again = start("approve-all", topics.drafts() + "-again")) {
            await().atMost(PATIENCE).until(() -> done(again) == 6);
        }

        assertThat(queue.counts()).isEqualTo(before);
        assertThat(before.decidedInAll()).isEqualTo(5);
    }

    @Test
    void waitsForRedisAndLosesNothing() {
        try (DraftIntake intake = start("approve-all")) {
            write(Drafts.reason("M-1", "P-0").build());
            await().atMost(PATIENCE).until(() -> done(intake) == 1);
            server.close();
            for (int i = 1; i <= 20; i++) {
                write(Drafts.reason("M-1", "P-" + i).build());
            }
            await().atMost(PATIENCE).until(() -> intake.status().trouble().isPresent());
            assertThat(intake.status().trouble())
                    .hasValueSatisfying(trouble -> assertThat(trouble).contains("Redis"));

            server = new LocalRedis(RedisOptions.in(directory));
            server.start();

            await().atMost(PATIENCE).until(() -> done(intake) == 21);
            assertThat(intake.status().trouble()).isEmpty();
        }
        QueueCounts counts = queue.counts();
        assertThat(counts.decidedInAll()).isEqualTo(21);
    }

    private DraftIntake start(String policy) {
        return start(policy, topics.drafts());
    }

    private DraftIntake start(String policy, String groupId) {
        var intake = new DraftIntake(
                KAFKA.bootstrapServers(), groupId, topics, format, queue, ReviewPolicy.parse(policy), TestTime.CLOCK);
        intake.start();
        return intake;
    }

    private void write(ContentDraft draft) {
        drafts.write(draft.getOrderKey(), draft);
    }

    private void writeLarge(byte[] bytes) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", KAFKA.bootstrapServers(), "max.request.size", 2 * bytes.length),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topics.drafts(), bytes)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long done(DraftIntake intake) {
        IntakeStatus status = intake.status();
        return status.drafts() + status.withdrawals() + status.deadLetters();
    }

    private static Withdrawal withdrawal(String product, long floor) {
        return Withdrawal.newBuilder()
                .setTenant("M-1")
                .setSubject(product)
                .setOrderKey("M-1|" + product)
                .setKinds(List.of(Kind.REASON))
                .setFloorRevision(floor)
                .setCause(WithdrawalCause.DELETED)
                .setCreatedAt(TestTime.NOW)
                .build();
    }
}
