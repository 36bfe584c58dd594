package io.m6flow.review.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.Term;
import io.m6flow.review.TermBook;
import io.m6flow.review.TermBookContract;
import io.m6flow.schema.TermChange;
import io.m6flow.schema.TermOperation;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class TermTopicTest extends TermBookContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private String topic;
    private TermTopic book;

    @BeforeEach
    void open() {
        topic = KAFKA.freshTopic("terms");
        book = opened(topic);
    }

    @AfterEach
    void close() {
        book.close();
    }

    private static TermTopic opened(String topic) {
        TermTopic opened = new TermTopic(KAFKA.bootstrapServers(), topic, TopicFormat.SELF_DESCRIBING);
        opened.start();
        opened.awaitKnown(PATIENCE);
        return opened;
    }

    @Override
    protected TermBook book() {
        return book;
    }

    /** Through the topic's back door: a thousand answers one after another would take their time. */
    @Override
    protected void fill(int count) {
        try (TopicWriter<TermChange> writer = KAFKA.writer(topic, TermChange.class)) {
            for (int i = 0; i < count; i++) {
                Term term = term("不要这个词" + i);
                writer.write("M-1|" + term.term(), term.addition());
            }
        }
        await().atMost(PATIENCE).until(() -> book.of(SHOP).size() == count);
    }

    @Test
    void writesEachChangeUnderTheTenantAndTheTerm() {
        Term term = term("最显瘦");
        book.tryAdd(term);
        book.tryAdd(term);
        book.remove(SHOP, "最显瘦", "陈", NOON.plusSeconds(1));
        book.remove(SHOP, "最显瘦", "陈", NOON.plusSeconds(2));

        assertThat(KAFKA.reader(topic, TermChange.class).entries())
                .as("and nothing where nothing changes")
                .satisfiesExactly(
                        added -> {
                            assertThat(added.key()).isEqualTo("M-1|最显瘦");
                            assertThat(added.value()).isEqualTo(term.addition());
                        },
                        removed -> {
                            assertThat(removed.key()).isEqualTo("M-1|最显瘦");
                            assertThat(removed.value().getOperation()).isEqualTo(TermOperation.REMOVE);
                            assertThat(removed.value().getBy()).isEqualTo("陈");
                        });
    }

    @Test
    void twoServicesSeeEachOthersChanges() {
        try (TermTopic other = opened(topic)) {
            Term mine = term("最显瘦");
            Term theirs = term(SHOP, "绝美", "美", NOON.plusSeconds(1));
            book.tryAdd(mine);
            other.tryAdd(theirs);

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(book.of(SHOP)).containsExactly(theirs, mine);
                assertThat(other.of(SHOP)).containsExactly(theirs, mine);
            });
            assertThat(other.remove(SHOP, "最显瘦", "陈", NOON)).contains(mine);
            await().atMost(PATIENCE).until(() -> book.of(SHOP).size() == 1);
        }
    }

    @Test
    void knowsAfterARestartWhatStood() {
        book.tryAdd(term("最显瘦"));
        book.tryAdd(term("绝美"));
        book.remove(SHOP, "绝美", "陈", NOON);

        try (TermTopic restarted = opened(topic)) {
            assertThat(restarted.of(SHOP)).containsExactly(term("最显瘦"));
        }
    }

    @Test
    void leavesOutWhatIsNoChange() {
        try (TopicWriter<TermChange> writer = KAFKA.writer(topic, TermChange.class)) {
            writer.writeBytes("x", "no change".getBytes(StandardCharsets.UTF_8));
            writer.write("M-1|x", new TermChange("M-1", "短", TermOperation.ADD, null, "", "x", NOON));
            writer.write("M|1|词语", new TermChange("M|1", "词语", TermOperation.ADD, null, "", "x", NOON));
        }

        book.tryAdd(term("最显瘦"));

        assertThat(book.of(SHOP)).containsExactly(term("最显瘦"));
    }

    @Test
    void saysWhichTopicItCannotRead() {
        try (TermTopic none = new TermTopic(KAFKA.bootstrapServers(), "no-such-topic", TopicFormat.SELF_DESCRIBING)) {
            none.start();

            assertThatThrownBy(() -> none.awaitKnown(Duration.ofMillis(50)))
                    .isInstanceOf(ReviewQueueException.class)
                    .hasMessageContaining("no-such-topic")
                    .hasMessageContaining(KAFKA.bootstrapServers())
                    .hasMessageContaining("m6flow topics");
            assertThatThrownBy(() -> none.of(SHOP)).isInstanceOf(ReviewQueueException.class);
            assertThatThrownBy(() -> none.tryAdd(term("最显瘦"))).isInstanceOf(ReviewQueueException.class);
        }
    }

    @Test
    void refusesChangesWhenItIsClosedButShowsWhatItKnew() {
        book.tryAdd(term("最显瘦"));
        book.close();

        assertThatThrownBy(() -> book.tryAdd(term("绝美")))
                .isInstanceOf(ReviewQueueException.class)
                .hasMessageContaining(topic);
        assertThat(book.of(SHOP)).containsExactly(term("最显瘦"));
    }
}
