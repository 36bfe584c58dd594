package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.TermChange;
import io.m6flow.schema.codec.Topics;
import io.m6flow.testkit.kafka.KafkaServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TermsCommandTest {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    private Path directory;

    private final String tenant = "M-" + UUID.randomUUID();
    private String said = "";

    @BeforeEach
    void createTopics() {
        KAFKA.createTopics(Topics.all().stream()
                .filter(topic -> topic.name().equals(Topics.GUARD_TERMS))
                .toList());
    }

    @Test
    void addsListsAndRemoves() {
        does("list");
        assertThat(said).contains("there are no terms of " + tenant);

        does("add", "--term", "最显瘦", "--suggest", "显瘦", "--reason", "夸大");
        does("add", "--term", "绝美", "--suggest", "");
        does("add", "--term", "最美");
        does("list");
        assertThat(said).contains("最显瘦  (better: 显瘦)  夸大", "绝美  (leave it out)", "最美  ");

        does("remove", "--term", "最显瘦");
        does("list");
        assertThat(said).contains("绝美").doesNotContain("最显瘦");
        assertThat(run("remove", "--term", "最显瘦")).isEqualTo(Main.MISUSED);
        assertThat(said).contains("is no term of " + tenant);
    }

    @Test
    void writesWhoChangedIt() {
        does("add", "--term", "最美");

        assertThat(KAFKA.reader(Topics.GUARD_TERMS, TermChange.class).committed())
                .filteredOn(change -> change.getTenant().equals(tenant))
                .singleElement()
                .satisfies(change -> assertThat(change.getBy())
                        .startsWith(System.getProperty("user.name"))
                        .endsWith("(m6flow terms)"));
    }

    @Test
    void refusesWhatIsNoTerm() {
        assertThat(run("add", "--term", "最")).isEqualTo(Main.MISUSED);
        assertThat(said).contains("term has 1 characters; write 2 to 32");
        assertThat(run("add", "--term", "最美", "--reason", "长".repeat(201))).isEqualTo(Main.MISUSED);
        assertThat(run("add")).isEqualTo(Main.MISUSED);
        assertThat(run()).isEqualTo(Main.MISUSED);
    }

    @Test
    void saysWhenNothingRuns() {
        assertThat(tell("terms", "list", "--tenant", tenant, "--data", directory.toString()))
                .isEqualTo(Main.MISUSED);
        assertThat(said).contains("nothing runs on " + directory, "./m6flow up");
    }

    private void does(String... arguments) {
        assertThat(run(arguments)).as(() -> said).isZero();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("terms"));
        all.addAll(List.of(arguments));
        if (arguments.length > 0) {
            all.addAll(List.of("--tenant", tenant, "--set", "kafka.bootstrap=" + KAFKA.bootstrapServers()));
        }
        return tell(all.toArray(String[]::new));
    }

    /** Runs a command and keeps what it said. */
    private int tell(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        PrintStream ear = new PrintStream(heard, true, StandardCharsets.UTF_8);
        System.setOut(ear);
        System.setErr(ear);
        try {
            return Main.run(arguments);
        } finally {
            System.setOut(out);
            System.setErr(err);
            said = heard.toString(StandardCharsets.UTF_8);
        }
    }
}
