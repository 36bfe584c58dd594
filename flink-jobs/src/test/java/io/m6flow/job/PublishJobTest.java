package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.m6flow.job.kafka.KafkaEnds;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.Topics;
import io.m6flow.sink.kafka.TopicSinkSettings;
import io.m6flow.testkit.Decisions;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PublishJobTest {
    private static final String PREFIX = "publishing.";

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    Path directory;

    @Test
    void letsOutWhatIsDecidedOnceAndInOrder() throws Exception {
        KAFKA.createTopics(Topics.all().stream()
                .map(topic -> new Topics.Topic(PREFIX + topic.name(), topic.partitions(), topic.config()))
                .toList());
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        ReviewDecision approved = Decisions.approved(draft).sequence(2).build();
        try (var decisions = KAFKA.writer(PREFIX + Topics.REVIEW_DECISIONS, ReviewDecision.class)) {
            decisions
                    .write("k", approved)
                    .write("k", approved)
                    .write("k", Decisions.edited(draft, "改过的").sequence(1).build())
                    .writeBytes("k", "no decision".getBytes(StandardCharsets.UTF_8))
                    .write("k", Decisions.rejected(draft, "不好").sequence(3).build())
                    .write("k", Decisions.edited(draft, "改过的").sequence(4).build())
                    .write("k", Decisions.revoked(draft).sequence(5).build());
        }
        JobClient job = start();
        List<PublishedContent> published = KAFKA.reader(PREFIX + Topics.CONTENT_PUBLISHED, PublishedContent.class)
                .await(3);
        List<DeadLetter> letters =
                KAFKA.reader(PREFIX + Topics.DEAD_LETTERS, DeadLetter.class).await(1);
        job.cancel().get();

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

    private JobClient start() throws Exception {
        StreamExecutionEnvironment env = JobOnKafka.environment(new Configuration(), directory);
        KafkaEnds ends =
                new KafkaEnds(TopicSinkSettings.exactlyOnce(KAFKA.bootstrapServers(), PREFIX + "publish"), PREFIX);
        ContentJob.publish(
                env,
                ends.publishSources(),
                new PublishSinks(Map.of("kafka", ends.published()), ends.deadLetters()),
                PublishSettings.defaults().withCheckpointInterval(Duration.ofMillis(200)));
        return env.executeAsync("publish");
    }
}
