package io.m6flow.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.launcher.cluster.LocalCluster;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.EventDefaults;
import io.m6flow.testkit.ProductEvents;
import io.m6flow.testkit.kafka.TopicReader;
import io.m6flow.testkit.kafka.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The real model, exact: what a replay writes is what an undisturbed run wrote, to the letter (I6). */
@Tag("cluster")
class ModelReplayTest {
    private static final int EVENTS = Integer.getInteger("cluster.model.events", 2_000);
    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final List<String> NOUNS = List.of("连衣裙", "针织衫", "衬衫", "半身裙", "风衣");
    private static final List<String> COLOURS = List.of("雾蓝", "燕麦色", "墨绿", "米白", "酒红", "藏青");

    @Test
    void writesTheSameIdsAndTextsAlthoughATaskManagerIsKilled(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory)
            throws Exception {
        GeneratorSettings defaults = GeneratorSettings.defaults();
        GeneratorSettings exact = defaults.withDevice("cpu")
                .withThreads(1)
                .withTuning(defaults.tuning().withExact(true));
        try (ClusterUnderTest cluster = ClusterUnderTest.startWithoutJobs(directory)) {
            feed(cluster, "calm.");
            cluster.runModel("calm.", exact);
            Map<String, String> calm = drafts(cluster, "calm.", EVENTS);

            feed(cluster, "struck.");
            cluster.runModel("struck.", exact);
            drafts(cluster, "struck.", EVENTS / 3);
            cluster.send(Signals.KILL, LocalCluster.taskManager(1));

            assertThat(drafts(cluster, "struck.", EVENTS)).hasSize(EVENTS).isEqualTo(calm);
        }
    }

    private static void feed(ClusterUnderTest cluster, String prefix) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrap()))) {
            admin.createTopics(Topics.all().stream()
                            .map(topic ->
                                    new NewTopic(prefix + topic.name(), PARTITIONS, (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
        try (var writer = new TopicWriter<>(cluster.bootstrap(), prefix + Topics.PRODUCT_EVENTS, ProductEvent.class)) {
            for (int i = 0; i < EVENTS; i++) {
                ProductEvent product = product(i);
                writer.write(EventDefaults.orderKey(product).value(), product);
            }
        }
    }

    private static ProductEvent product(int number) {
        String colour = COLOURS.get(number % COLOURS.size());
        return ProductEvents.dress()
                .of("M-" + number % 7, "P-" + number)
                .title(colour + NOUNS.get(number % NOUNS.size()) + "新款" + number)
                .with("颜色", colour)
                .asksFor(EventDefaults.PRODUCT_KINDS.get(number % EventDefaults.PRODUCT_KINDS.size()))
                .build();
    }

    /** The committed texts by contentId, as soon as there are this many; none may come twice. */
    private static Map<String, String> drafts(ClusterUnderTest cluster, String prefix, int atLeast) {
        var reader = new TopicReader<>(cluster.bootstrap(), prefix + Topics.CONTENT_DRAFTS, ContentDraft.class);
        List<ContentDraft> drafts =
                await().atMost(PATIENCE).pollInterval(LOOK).until(reader::committed, found -> found.size() >= atLeast);
        Map<String, String> texts = new TreeMap<>();
        for (ContentDraft draft : drafts) {
            assertThat(texts.put(draft.getContentId(), draft.getText()))
                    .as("a second draft %s", draft.getContentId())
                    .isNull();
        }
        return texts;
    }
}
