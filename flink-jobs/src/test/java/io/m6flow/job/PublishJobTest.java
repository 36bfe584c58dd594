package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.m6flow.job.event.JobClock;
import io.m6flow.job.kafka.KafkaEnds;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.UnlabelledRelease;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.schema.label.Waiver;
import io.m6flow.sink.kafka.TopicSinkSettings;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PublishJobTest {
    private static final AtomicInteger INSTALLATIONS = new AtomicInteger();

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    /** Looks at the job's clock, in this JVM. */
    private static final AtomicInteger LOOKS = new AtomicInteger();

    @TempDir
    Path directory;

    private final String prefix = "publishing" + INSTALLATIONS.incrementAndGet() + ".";
    private JobClient job;

    @BeforeEach
    void makeTopics() {
        KAFKA.createTopics(Topics.all().stream()
                .map(topic -> new Topics.Topic(prefix + topic.name(), topic.partitions(), topic.config()))
                .toList());
    }

    @AfterEach
    void stop() throws Exception {
        JobOnKafka.end(job);
    }

    @Test
    void letsOutWhatIsDecidedOnceAndInOrder() throws Exception {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        ReviewDecision approved = Decisions.approved(draft).sequence(2).build();
        try (var decisions = KAFKA.writer(prefix + Topics.REVIEW_DECISIONS, ReviewDecision.class)) {
            decisions
                    .write("k", approved)
                    .write("k", approved)
                    .write("k", Decisions.edited(draft, "改过的").sequence(1).build())
                    .writeBytes("k", "no decision".getBytes(StandardCharsets.UTF_8))
                    .write("k", Decisions.rejected(draft, "不好").sequence(3).build())
                    .write("k", Decisions.edited(draft, "改过的").sequence(4).build())
                    .write("k", Decisions.revoked(draft).sequence(5).build());
        }
        start(PublishSettings.defaults());
        List<PublishedContent> published = published(3);
        List<DeadLetter> letters =
                KAFKA.reader(prefix + Topics.DEAD_LETTERS, DeadLetter.class).await(1);

        assertThat(published)
                .extracting(
                        PublishedContent::getPublishSequence, PublishedContent::getAction, PublishedContent::getText)
                .containsExactly(
                        tuple(2L, PublishAction.PUBLISH, draft.getText()),
                        tuple(4L, PublishAction.PUBLISH, "改过的"),
                        tuple(5L, PublishAction.RETRACT, ""));
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.getOrigin().getOffset()).isEqualTo(3);
            assertThat(StandardCharsets.UTF_8.decode(letter.getBytes()).toString())
                    .isEqualTo("no decision");
        });
    }

    @Test
    void whatLeavesUnlabelledIsLoggedOnceThoughTheJobFailsTwice() throws Exception {
        int decided = 60;
        try (var decisions = KAFKA.writer(prefix + Topics.REVIEW_DECISIONS, ReviewDecision.class)) {
            for (int i = 0; i < decided; i++) {
                ContentDraft draft =
                        Drafts.reason(i % 2 == 0 ? "M-1" : "M-2", "P-" + i).build();
                decisions.write("k", Decisions.approved(draft).build());
            }
        }
        Waiver waiver = new Waiver(new TenantId("M-1"), Set.of(Kind.REASON), "wang", "2026/17", Instant.EPOCH, null);
        start(PublishSettings.defaults()
                .withLabels(LabelPolicy.defaults().withWaivers(List.of(waiver)))
                .withClock(failingAt(20, 50)));
        List<PublishedContent> published = published(decided);
        List<UnlabelledRelease> log = KAFKA.reader(prefix + Topics.UNLABELLED_RELEASES, UnlabelledRelease.class)
                .await(decided / 2);

        assertThat(LOOKS).as("some came again after each failure").hasValueGreaterThan(decided);
        assertThat(published).allSatisfy(content -> {
            assertThat(content.getAigc().getLabel()).isEqualTo("1");
            assertThat(content.getAiLabel()).isEqualTo(content.getTenant().equals("M-1") ? null : "AI生成");
        });
        assertThat(log)
                .extracting(UnlabelledRelease::getDecisionId, UnlabelledRelease::getReleasedAt)
                .containsExactlyInAnyOrderElementsOf(published.stream()
                        .filter(content -> content.getTenant().equals("M-1"))
                        .map(content -> tuple(content.getDecisionId(), content.getPublishedAt()))
                        .toList());
    }

    private List<PublishedContent> published(int count) {
        return KAFKA.reader(prefix + Topics.CONTENT_PUBLISHED, PublishedContent.class)
                .await(count);
    }

    private static JobClock failingAt(int... looks) {
        return () -> {
            int look = LOOKS.incrementAndGet();
            if (IntStream.of(looks).anyMatch(failing -> failing == look)) {
                throw new IllegalStateException("fails on purpose");
            }
            return Instant.now();
        };
    }

    private void start(PublishSettings settings) throws Exception {
        StreamExecutionEnvironment env = JobOnKafka.environment(new Configuration(), directory);
        KafkaEnds ends =
                new KafkaEnds(TopicSinkSettings.exactlyOnce(KAFKA.bootstrapServers(), prefix + "publish"), prefix);
        ContentJob.publish(
                env,
                ends.publishSources(),
                new PublishSinks(Map.of("kafka", ends.published()), ends.unlabelled(), ends.deadLetters()),
                settings.withCheckpointInterval(Duration.ofMillis(200)));
        job = env.executeAsync("publish");
    }
}
