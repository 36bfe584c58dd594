package io.m6flow.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.job.ContentJob;
import io.m6flow.job.GenerateSettings;
import io.m6flow.job.kafka.KafkaEnds;
import io.m6flow.job.writing.GeneratorFactory;
import io.m6flow.review.Claim;
import io.m6flow.review.DecideResult;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.ReviewCore;
import io.m6flow.review.ReviewPolicy;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.Reviewer;
import io.m6flow.review.SendBackRule;
import io.m6flow.review.Verdict;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.EventDefaults;
import io.m6flow.sink.kafka.TopicSinkSettings;
import io.m6flow.testkit.ProductEvents;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.redis.RedisServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From a reviewer's desk through Kafka to the model and back, until no further attempt is allowed. */
class WriteAgainTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Reviewer ANN = new Reviewer("Ann");

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    static Path directory;

    private ReviewCore review;
    private JobClient job;

    @BeforeEach
    void start() throws Exception {
        KAFKA.createTopics(Topics.all());
        Configuration config = new Configuration();
        config.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, config);
        KafkaEnds ends = KafkaEnds.of(TopicSinkSettings.exactlyOnce(KAFKA.bootstrapServers(), "again"));
        GeneratorFactory model = GeneratorFactory.leasing(
                GeneratorSettings.defaults().withDevice("cpu").withThreads(1));
        ContentJob.generate(
                env,
                ends.generateSources(),
                ends.generateSinks(),
                GenerateSettings.with(model).withCheckpointInterval(Duration.ofMillis(200)));
        job = env.executeAsync("generate");
        review = new ReviewCore(
                ReviewSettings.of(REDIS.uri(), KAFKA.bootstrapServers()).withPolicy(ReviewPolicy.parse("manual")),
                Clock.systemUTC());
        review.start();
    }

    @AfterEach
    void stop() throws Exception {
        review.close();
        job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void writesUntilTheReviewerIsContentOrMayAskNoMore() {
        send(ProductEvents.dress().asksFor(Kind.REASON).build());
        ContentDraft first = sendBack(claimAttempt(0), "雪纺");
        ContentDraft second = sendBack(claimAttempt(1), "碎花");
        Claim third = claimAttempt(2);

        assertThat(second.getText()).isNotEqualTo(first.getText()).doesNotContain("雪纺");
        assertThat(third.item().draft().getText())
                .isNotIn(first.getText(), second.getText())
                .doesNotContain("雪纺")
                .doesNotContain("碎花");
        assertThat(review.queue().decide(ANN, third, back("style")))
                .isEqualTo(new DecideResult.CannotGoBack(SendBackRule.Obstacle.ATTEMPTS_USED));
        assertThat(review.queue().decide(ANN, third, new Verdict.Approve())).isInstanceOf(DecideResult.Accepted.class);

        assertThat(KAFKA.reader(Topics.REVIEW_DECISIONS, ReviewDecision.class).await(3))
                .extracting(ReviewDecision::getOutcome)
                .containsExactly(DecisionOutcome.SENT_BACK, DecisionOutcome.SENT_BACK, DecisionOutcome.APPROVED);
        assertThat(KAFKA.reader(Topics.REVIEW_FEEDBACK, ReviewFeedback.class).await(2))
                .extracting(ReviewFeedback::getContentId)
                .containsExactly(first.getContentId(), second.getContentId());
        assertThat(review.queue().counts().waiting()).isZero();
    }

    private ContentDraft sendBack(Claim claim, String word) {
        assertThat(review.queue().decide(ANN, claim, back(word))).isInstanceOf(DecideResult.Accepted.class);
        return claim.item().draft();
    }

    private static Verdict back(String word) {
        return new Verdict.SendBack(List.of("facts"), List.of(word));
    }

    private Claim claimAttempt(int attempt) {
        Claim claim = await().atMost(PATIENCE)
                .until(() -> review.queue().tryClaimNext(ANN, ItemFilter.ALL), found -> found.isPresent())
                .orElseThrow();
        assertThat(claim.item().draft().getAttempt()).isEqualTo(attempt);
        return claim;
    }

    private static void send(ProductEvent event) {
        try (var writer = KAFKA.writer(Topics.PRODUCT_EVENTS, ProductEvent.class)) {
            writer.write(EventDefaults.orderKey(event).value(), event);
        }
    }
}
