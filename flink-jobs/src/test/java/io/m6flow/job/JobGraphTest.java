package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.job.kafka.KafkaEnds;
import io.m6flow.job.writing.WordsOfTheSource;
import io.m6flow.sink.kafka.TopicSinkSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The operators' uids are their names in savepoints: a change here loses the state of every installation. */
class JobGraphTest {
    private final StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
    private final KafkaEnds ends = KafkaEnds.of(TopicSinkSettings.exactlyOnce("127.0.0.1:1", "pinned"));

    @Test
    void theGenerateJobsUidsStay() {
        ContentJob.generate(
                env,
                ends.generateSources(),
                ends.generateSinks(),
                GenerateSettings.with(WordsOfTheSource.factory()).withoutSilence());
        assertThat(uids())
                .containsExactlyInAnyOrder(
                        "product-source",
                        "product-accept",
                        "product-changes",
                        "product-write",
                        "product-compare",
                        "product-settle",
                        "segment-source",
                        "segment-accept",
                        "session-assemble",
                        "passage-write",
                        "session-order",
                        "summary-write",
                        "summary-settle",
                        "feedback-source",
                        "feedback-accept",
                        "feedback-ask",
                        "feedback-write",
                        "feedback-settle",
                        "product-drafts",
                        "Sink Committer: product-drafts",
                        "product-outcomes",
                        "Sink Committer: product-outcomes",
                        "drafts",
                        "Sink Committer: drafts",
                        "withdrawals",
                        "Sink Committer: withdrawals",
                        "outcomes",
                        "Sink Committer: outcomes",
                        "dead-letters",
                        "Sink Committer: dead-letters");
    }

    @Test
    void draftsOfProductsHaveASinkOfTheirOwnWhereTheyDoNotWaitForCheckpoints() {
        ContentJob.generate(
                env,
                ends.generateSources(),
                ends.generateSinks(Delivery.AT_LEAST_ONCE),
                GenerateSettings.with(WordsOfTheSource.factory()));
        assertThat(uids())
                .contains("drafts", "product-drafts", "Sink Committer: product-drafts", "product-drafts-at-once")
                .doesNotContain("Sink Committer: product-drafts-at-once");
    }

    @Test
    void thePublishJobsUidsStay() {
        ContentJob.publish(
                env,
                ends.publishSources(),
                new PublishSinks(Map.of("kafka", ends.published()), ends.unlabelled(), ends.deadLetters()),
                PublishSettings.defaults());
        assertThat(uids())
                .containsExactlyInAnyOrder(
                        "decision-source",
                        "decision-accept",
                        "publish-decisions",
                        "published-kafka",
                        "Sink Committer: published-kafka",
                        "unlabelled",
                        "Sink Committer: unlabelled",
                        "dead-letters",
                        "Sink Committer: dead-letters");
    }

    private Set<String> uids() {
        Set<String> uids = new TreeSet<>();
        for (StreamNode node : env.getStreamGraph(false).getStreamNodes()) {
            assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotNull();
            uids.add(node.getTransformationUID());
        }
        return uids;
    }
}
