package io.m6flow.launcher.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.job.Delivery;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.label.LabelPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobsTest {
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void draftsOfProductsLeaveAsTheSettingsSay(Delivery delivery) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        jobs(delivery).generate(env);
        assertThat(uids(env)).contains("drafts");
        assertThat(uids(env).contains("product-drafts-at-once")).isEqualTo(delivery == Delivery.AT_LEAST_ONCE);
    }

    @Test
    void whatIsPublishedGoesToEverySinkAndWhatEachRejectsHasATopic() {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        jobs(Delivery.EXACTLY_ONCE).publish(env);
        List<String> sinks = uids(env).stream()
                .filter(uid -> uid != null && uid.startsWith("published-"))
                .map(uid -> uid.substring("published-".length()))
                .toList();
        assertThat(sinks).contains("kafka", "redis-view", "webhooks").isSubsetOf(Topics.SINKS);
    }

    private static Jobs jobs(Delivery delivery) {
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
                Optional.empty(),
                LabelPolicy.defaults());
    }

    private static List<String> uids(StreamExecutionEnvironment env) {
        return env.getStreamGraph(false).getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .toList();
    }
}
