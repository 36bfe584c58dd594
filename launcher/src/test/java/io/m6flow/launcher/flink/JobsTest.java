package io.m6flow.launcher.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.job.Delivery;
import io.m6flow.launcher.config.MoreSinks;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.sink.file.FileFormat;
import io.m6flow.sink.postgres.PostgresSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobsTest {
    @Test
    void publishedContentGoesToEveryNamedSink() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        jobs(Delivery.EXACTLY_ONCE, everything()).publish(env);
        assertThat(env.getStreamGraph(false).getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .doesNotHaveDuplicates()
                .contains("published-kafka", "published-redis-view", "published-files", "published-files-parquet")
                .contains("published-postgres");
    }

    @ParameterizedTest
    @EnumSource(Delivery.class)
    void draftsOfProductsLeaveAsTheSettingsSay(Delivery delivery) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        jobs(delivery, MoreSinks.NONE).generate(env);
        assertThat(uids(env)).contains("drafts");
        assertThat(uids(env).contains("product-drafts-at-once")).isEqualTo(delivery == Delivery.AT_LEAST_ONCE);
    }

    @Test
    void whatIsPublishedGoesToEverySinkAndWhatEachRejectsHasATopic() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        jobs(Delivery.EXACTLY_ONCE, everything()).publish(env);
        List<String> sinks = uids(env).stream()
                .filter(uid -> uid != null && uid.startsWith("published-"))
                .map(uid -> uid.substring("published-".length()))
                // The files' sink has helpers.
                .filter(sink -> !sink.contains(":"))
                .toList();
        assertThat(sinks)
                .contains("kafka", "redis-view", "webhooks", "files", "files-parquet", "postgres")
                .isSubsetOf(Topics.SINKS);
    }

    private static MoreSinks everything() {
        var files = new MoreSinks.Files(Path.of("/out"), EnumSet.allOf(FileFormat.class), Duration.ofMinutes(1));
        return new MoreSinks(Optional.of(files), Optional.of(PostgresSettings.of("jdbc:postgresql://host/db", "me")));
    }

    private static List<String> uids(StreamExecutionEnvironment env) {
        return env.getStreamGraph(false).getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .toList();
    }

    private static Jobs jobs(Delivery delivery, MoreSinks moreSinks) {
        return new Jobs(
                "127.0.0.1:1",
                URI.create("redis://127.0.0.1:1"),
                GeneratorSettings.defaults(),
                TopicFormat.SELF_DESCRIBING,
                delivery,
                null,
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                Duration.ofMinutes(15),
                moreSinks,
                LabelPolicy.defaults());
    }
}
