package io.m6flow.e2e.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.AuditChain;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.codec.Topics;
import io.m6flow.testkit.Drafts;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many reviewers decide while the review service and Redis are killed at random points. What was acknowledged stands on
 * the decisions' topic, every item is decided once, leases end in time, and the audit chain is whole.
 */
@Tag("cluster")
class ReviewFaultsTest {
    private static final int ITEMS = Integer.getInteger("review.items", 10_000);
    private static final int REVIEWERS = Integer.getInteger("review.reviewers", 50);
    private static final long SEED = Long.getLong("review.seed", System.nanoTime());
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final int LEAST_CALM_MILLIS = 4_000;
    private static final int MOST_CALM_MILLIS = 14_000;
    private static final Duration LIMIT = Duration.ofMinutes(30);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path directory;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsDecidedTwice() throws Exception {
        Acknowledged acknowledged = new Acknowledged();
        try (ReviewUnderTest review = ReviewUnderTest.start(directory, LEASE, REVIEWERS);
                DecisionsOnKafka decisions = new DecisionsOnKafka(review.bootstrap())) {
            review.awaitReady();
            write(review.bootstrap());
            int kills = decideUnderFire(review, decisions, acknowledged);

            System.out.println("seed " + SEED + ", " + kills + " kills: " + acknowledged);
            assertThat(kills).isPositive();
            assertThat(acknowledged.breaches).isEmpty();
            assertThat(acknowledged.leasesSeen.get()).isPositive();
            assertThat(decisions.byContent())
                    .hasSize(ITEMS)
                    .allSatisfy((content, ids) -> assertThat(ids).as(content).hasSize(1));
            assertThat(acknowledged.decisions)
                    .allSatisfy(
                            (content, id) -> assertThat(decisions.byContent().get(content))
                                    .as(content)
                                    .containsExactly(id));
            assertThat(decisions.chain()).isInstanceOf(AuditChain.Report.Whole.class);
        }
    }

    private static void write(String bootstrap) {
        RecordCodec<ContentDraft> codec = RecordCodec.of(ContentDraft.class);
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "20"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < ITEMS; i++) {
                ContentDraft draft = Drafts.reason("M-" + i % 40, "P-" + i).build();
                sent.add(producer.send(
                        new ProducerRecord<>(Topics.CONTENT_DRAFTS, draft.getOrderKey(), codec.encode(draft))));
            }
            producer.flush();
            assertThat(sent).allMatch(Future::isDone);
        }
    }

    /** Returns once every item has a decision on Kafka; answers how often something was killed. */
    private static int decideUnderFire(ReviewUnderTest review, DecisionsOnKafka decisions, Acknowledged acknowledged)
            throws IOException, InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService reviewers = Executors.newFixedThreadPool(REVIEWERS);
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        List<Future<?>> working = new ArrayList<>();
        for (int i = 0; i < REVIEWERS; i++) {
            StubbornReviewer reviewer = new StubbornReviewer(http, review.address(), i, acknowledged);
            working.add(reviewers.submit(() -> {
                reviewer.work(done::get);
                return null;
            }));
        }
        int kills = 0;
        Random random = new Random(SEED);
        long limit = System.nanoTime() + LIMIT.toNanos();
        long next = System.nanoTime() + calm(random);
        while (decisions.poll() < ITEMS) {
            assertThat(System.nanoTime()).as("%s", acknowledged).isLessThan(limit);
            if (System.nanoTime() > next) {
                kills++;
                if (random.nextBoolean()) {
                    review.killRedis();
                } else {
                    review.killService();
                }
                next = System.nanoTime() + calm(random);
            }
        }
        done.set(true);
        reviewers.shutdown();
        assertThat(reviewers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(working).allSatisfy(work -> work.get());
        decisions.poll();
        return kills;
    }

    private static long calm(Random random) {
        return TimeUnit.MILLISECONDS.toNanos(random.nextInt(LEAST_CALM_MILLIS, MOST_CALM_MILLIS));
    }
}
