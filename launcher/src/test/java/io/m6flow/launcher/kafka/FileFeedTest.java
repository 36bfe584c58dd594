package io.m6flow.launcher.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.testkit.kafka.KafkaServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Feeds files into a real Kafka. */
class FileFeedTest {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private static final String DRESS = "{\"productId\":\"P-%d\",\"merchantId\":\"M-1\",\"title\":\"连衣裙\"}\n";
    private static final String SEGMENT =
            "{\"sessionId\":\"S-1\",\"sequence\":1,\"startMillis\":0,\"endMillis\":9,\"text\":\"好\",\"final\":true}\n";

    private final FileFeed feed =
            new FileFeed(KAFKA.bootstrapServers(), TopicFormat.SELF_DESCRIBING, Clock.systemUTC());

    @TempDir
    private Path directory;

    @BeforeAll
    static void topics() {
        KAFKA.createTopics(Topics.all());
    }

    @Test
    void aBrokenLineCostsOnlyItself() throws IOException {
        Ledger before = ledger();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(DRESS.formatted(1).getBytes(StandardCharsets.UTF_8));
        file.write("{\"productId\":\n".getBytes(StandardCharsets.UTF_8));
        file.write("\n".getBytes(StandardCharsets.UTF_8));
        file.write(("{\"productId\":\"P-2\",\"merchantId\":\"M-1\",\"title\":\"" + "长".repeat(700_000) + "\"}\n")
                .getBytes(StandardCharsets.UTF_8));
        file.write(new byte[] {(byte) 0xFF, (byte) 0xFE, '\n'});
        file.write(DRESS.formatted(3).getBytes(StandardCharsets.UTF_8));
        feed.products(feed("broken", file.toByteArray()), List.of(Kind.REASON));
        Ledger after = ledger();
        assertThat(after.products() - before.products()).isEqualTo(2);
        assertThat(after.refusedLines() - before.refusedLines()).isEqualTo(3);
        assertThat(after.deadLetters() - before.deadLetters()).isEqualTo(3);
        assertThat(after.outcomes().get(Outcome.DEAD_LETTER)).isGreaterThanOrEqualTo(3);
        new TopicFiles(KAFKA.bootstrapServers(), TopicFormat.SELF_DESCRIBING).write(directory);
        assertThat(Files.readAllLines(directory.resolve("dead-letters.jsonl")))
                .anyMatch(line -> line.contains("broken.jsonl line 2: the line is not JSON"))
                .anyMatch(line -> line.contains("broken.jsonl line 4: the event has") && line.contains("\"digest\":\""))
                .anyMatch(line -> line.contains("broken.jsonl line 5: the line is not UTF-8"));
    }

    @Test
    void feedingAFileAgainFeedsOnlyWhatIsNew() throws IOException {
        String first = DRESS.formatted(11) + DRESS.formatted(12);
        Ledger before = ledger();
        assertThat(feed.products(named("again", first), List.of())).isEqualTo(2);
        assertThat(feed.products(named("again", first), List.of())).isZero();
        assertThat(feed.products(named("again", first + DRESS.formatted(13)), List.of()))
                .isEqualTo(1);
        assertThat(ledger().products() - before.products()).isEqualTo(3);
    }

    @Test
    void segmentsGoToTheirOwnTopic() throws IOException {
        Ledger before = ledger();
        feed.segments(named("speech", SEGMENT));
        assertThat(ledger().segments() - before.segments()).isEqualTo(1);
    }

    private static FileFeed.Feed named(String identity, String content) {
        return feed(identity, content.getBytes(StandardCharsets.UTF_8));
    }

    private static FileFeed.Feed feed(String identity, byte[] content) {
        return new FileFeed.Feed(identity + ".jsonl", identity, () -> new ByteArrayInputStream(content), 0);
    }

    private static Ledger ledger() {
        try (LedgerReader reader = new LedgerReader(KAFKA.bootstrapServers(), TopicFormat.SELF_DESCRIBING)) {
            return reader.catchUp();
        }
    }
}
