package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.Kind;
import io.m6flow.schema.UnlabelledRelease;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.testkit.kafka.KafkaServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LabelsCommandTest {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private static final UnlabelledRelease MAY = release("M-1", "2026-05-01T00:00:00Z");
    private static final UnlabelledRelease JUNE = release("M-2", "2026-06-01T00:00:00Z");
    private static final UnlabelledRelease JULY = release("M-1", "2026-07-01T00:00:00Z");

    private String said = "";

    @BeforeAll
    static void release() {
        KAFKA.createTopics(Topics.all());
        try (var log = KAFKA.writer(Topics.UNLABELLED_RELEASES, UnlabelledRelease.class)) {
            log.write("M-1", JULY).write("M-2", JUNE).write("M-1", MAY);
        }
    }

    @Test
    void printsWhatLeftUnlabelledEarliestFirst() {
        assertThat(run()).isZero();
        assertThat(said.lines()).containsExactly(JsonRecords.line(MAY), JsonRecords.line(JUNE), JsonRecords.line(JULY));
    }

    @Test
    void printsOnlyWhatIsWanted() {
        assertThat(run("--tenant", "M-1")).isZero();
        assertThat(said.lines()).containsExactly(JsonRecords.line(MAY), JsonRecords.line(JULY));
        assertThat(run("--since", "2026-06-01")).isZero();
        assertThat(said.lines()).containsExactly(JsonRecords.line(JUNE), JsonRecords.line(JULY));
        assertThat(run("--since", "2026-07-01T00:00:00.001Z")).isZero();
        assertThat(said).isEmpty();
        assertThat(run("--since", "yesterday")).isEqualTo(Main.MISUSED);
    }

    @Test
    void printsATableForPeople() {
        assertThat(run("--table", "--tenant", "M-2")).isZero();
        assertThat(said)
                .containsSubsequence(
                        "2026-06-01T00:00:00Z", "M-2", "REASON", "P-1", "3", "wang@shop.example (2026/17)");
    }

    private static UnlabelledRelease release(String tenant, String at) {
        return new UnlabelledRelease(
                "0".repeat(32),
                tenant,
                Kind.REASON,
                "P-1",
                "D-" + at,
                3L,
                "wang@shop.example",
                "2026/17",
                Instant.parse(at));
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("labels", "log"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--set", "kafka.bootstrap=" + KAFKA.bootstrapServers()));
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            return Main.run(all.toArray(String[]::new));
        } finally {
            System.setOut(before);
            said = out.toString(StandardCharsets.UTF_8);
        }
    }
}
