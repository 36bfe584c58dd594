package io.m6flow.launcher.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.job.Delivery;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.label.LabelPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobsTest {
    @ParameterizedTest
    @EnumSource(Delivery.class)
    void draftsOfProductsLeaveAsTheSettingsSay(Delivery delivery) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
        new Jobs(
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
                        LabelPolicy.defaults())
                .generate(env);
        List<String> uids = env.getStreamGraph(false).getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .toList();
        assertThat(uids).contains("drafts");
        assertThat(uids.contains("product-drafts-at-once")).isEqualTo(delivery == Delivery.AT_LEAST_ONCE);
    }
}
