package io.m6flow.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.m6flow.schema.TermChange;
import io.m6flow.schema.TermOperation;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.rule.TermRules;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TopicFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private final List<TermChange> heard = new CopyOnWriteArrayList<>();
    private String topic;
    private TopicWriter<TermChange> writer;

    @BeforeEach
    void open() {
        topic = KAFKA.freshTopic("terms");
        writer = KAFKA.writer(topic, TermChange.class);
    }

    @AfterEach
    void close() {
        writer.close();
    }

    private TopicFeed<TermChange> feed() {
        return feed(topic, heard::add);
    }

    private static TopicFeed<TermChange> feed(String topic, Consumer<TermChange> listener) {
        return new TopicFeed<>(
                KAFKA.bootstrapServers(),
                topic,
                TopicFormat.SELF_DESCRIBING.decoder(TermChange.class),
                TermRules::complaint,
                listener);
    }

    private static TermChange change(TermOperation operation, String term) {
        return new TermChange("M-1", term, operation, null, "", "wang", Instant.parse("2026-01-31T04:00:00Z"));
    }

    private TermChange write(TermOperation operation, String term) {
        TermChange change = change(operation, term);
        writer.write("M-1|" + term, change);
        return change;
    }

    @Test
    void knowsAllThatStandsThereBeforeStartReturns() {
        List<TermChange> written = List.of(
                write(TermOperation.ADD, "最显瘦"), write(TermOperation.ADD, "绝美"), write(TermOperation.REMOVE, "绝美"));

        try (TopicFeed<TermChange> feed = feed()) {
            feed.start(PATIENCE);

            assertThat(heard).isEqualTo(written);
        }
    }

    @Test
    void startsOnAnEmptyTopicAndFollowsInOrder() {
        try (TopicFeed<TermChange> feed = feed()) {
            feed.start(PATIENCE);
            assertThat(heard).isEmpty();

            List<TermChange> written = List.of(
                    write(TermOperation.ADD, "最显瘦"),
                    write(TermOperation.REMOVE, "最显瘦"),
                    write(TermOperation.ADD, "绝美"));

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).isEqualTo(written));
        }
    }

    @Test
    void leavesOutWhatIsNoChange() {
        writer.writeBytes("x", "no change".getBytes(StandardCharsets.UTF_8));
        writer.writeBytes("M-1|绝美", null);
        write(TermOperation.ADD, "短");
        TermChange good = write(TermOperation.ADD, "最显瘦");

        try (TopicFeed<TermChange> feed = feed()) {
            feed.start(PATIENCE);

            assertThat(heard).containsExactly(good);
        }
    }

    @Test
    void beginsAnewAfterAFaultAndGoesOn() {
        TermChange first = write(TermOperation.ADD, "最显瘦");
        AtomicInteger calls = new AtomicInteger();
        try (TopicFeed<TermChange> feed = feed(topic, change -> {
            if (calls.getAndIncrement() == 0) {
                throw new IllegalStateException("once");
            }
            heard.add(change);
        })) {
            feed.start(PATIENCE);
            assertThat(heard).containsExactly(first);
            TermChange second = write(TermOperation.ADD, "绝美");

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard).containsExactly(first, second));
        }
    }

    @Test
    void hearsNothingAfterItWasClosed() {
        TopicFeed<TermChange> feed = feed();
        feed.start(PATIENCE);
        feed.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .as("its thread has ended")
                .noneMatch(thread -> thread.getName().equals("feed-" + topic));

        write(TermOperation.ADD, "最显瘦");
        try (TopicFeed<TermChange> witness = feed()) {
            witness.start(PATIENCE);
            assertThat(heard).as("by the second feed alone").hasSize(1);
        }
    }

    @Test
    void saysWhichTopicItCouldNotReadAndEnds() {
        TopicFeed<TermChange> feed = feed("no-such-topic", heard::add);

        assertThatThrownBy(() -> feed.start(Duration.ofMillis(500)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no-such-topic")
                .hasMessageContaining(KAFKA.bootstrapServers())
                .hasMessageContaining("m6flow topics");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("feed-no-such-topic"));
    }
}
