package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Configuration;
import io.m6flow.launcher.config.Settings;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.codec.Topics;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.redis.RedisServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands for when Redis is lost, as a person runs them. */
class ReviewToolsTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    private Path folder;

    private String said = "";

    @BeforeEach
    void start() {
        REDIS.flush();
        KAFKA.createTopics(Topics.all());
    }

    @Test
    void rebuildsOnceProvesItAndReplacesOnlyWhenTold() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        try (var drafts = KAFKA.writer(Topics.CONTENT_DRAFTS, ContentDraft.class)) {
            drafts.write(draft.getOrderKey(), draft);
        }

        assertThat(run("rebuild", "--policy", "approve-all")).isZero();
        assertThat(said).contains("1 approved by the policy", "proved in", "lost with Redis");
        assertThat(run("rebuild")).isEqualTo(Main.MISUSED);
        assertThat(run("rebuild", "--replace", "--policy", "manual")).isZero();
        assertThat(said).contains("1 wait").doesNotContain(draft.getText());

        assertThat(run("verify")).isZero();
        assertThat(said).contains("the chain is whole: 0 entries", "Redis counts as many");
        assertThat(run("verify", "--expect-head", "3:" + "0".repeat(64))).isEqualTo(Main.FAILED);
        assertThat(said).contains("broken at entry 3");
        assertThat(run("verify", "--expect-head", "three")).isEqualTo(Main.MISUSED);
    }

    @Test
    void exportsWhereItIsTold() {
        Path log = folder.resolve("deep/log.jsonl");

        assertThat(run("export", "--decisions", log.toString(), "--since", "2026-01-31", "--kind", "reason"))
                .isZero();
        assertThat(said).contains("0 decisions");
        assertThat(log).isEmptyFile();
        assertThat(run("export")).isEqualTo(Main.MISUSED);
        assertThat(run("export", "--training", log.toString(), "--since", "yesterday"))
                .isEqualTo(Main.MISUSED);
    }

    @Test
    void nothingStartsOnARedisWhoseRebuildDidNotEndWell() throws IOException {
        RedisServer.set(REDIS.uri().getPort(), "m6:{|chain}:rebuilding", "1");
        Path tokens = folder.resolve("tokens.json");
        assertThat(run("token", "add", "--name", "lin", "--role", "lead", "--set", "review.tokens=" + tokens))
                .isZero();
        String advice = "did not end well, so that it may lack items and number texts anew; run m6flow review rebuild"
                + " --replace first";

        assertThat(run("--set", "review.tokens=" + tokens)).isEqualTo(Main.MISUSED);
        assertThat(said).contains(advice);

        Map<ConfigKey, String> flags = Map.of(
                ConfigKey.DATA_DIR, folder.toString(),
                ConfigKey.KAFKA_BOOTSTRAP, KAFKA.bootstrapServers(),
                ConfigKey.REDIS_URI, REDIS.uri().toString());
        Settings settings = Settings.from(Configuration.read(null, Map.of(), flags));
        try (Installation up =
                new Installation(settings, new DataDirectory(folder), Console.standard(), Clock.systemUTC(), false)) {
            assertThatThrownBy(up::start).isInstanceOf(UsageException.class).hasMessageContaining(advice);
        }
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("review"));
        all.addAll(List.of(arguments));
        all.addAll(
                List.of("--set", "kafka.bootstrap=" + KAFKA.bootstrapServers(), "--set", "redis.uri=" + REDIS.uri()));
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return Main.run(all.toArray(String[]::new));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
            said = out.toString(StandardCharsets.UTF_8);
        }
    }
}
