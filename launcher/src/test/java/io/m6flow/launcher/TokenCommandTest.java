package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Configuration;
import io.m6flow.launcher.config.Settings;
import io.m6flow.review.web.Role;
import io.m6flow.review.web.TokensFile;
import io.m6flow.review.web.WatchedTokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("tokens.json");
    }

    @Test
    void showsANewTokenOnceAndKeepsItsDigest() throws IOException {
        String shown = said("add", "--name", "lin", "--role", "reviewer", "--tenant", "M-01", "--expires", "P30D");
        String token = shown.lines().findFirst().orElseThrow();

        assertThat(token).hasSize(43);
        assertThat(Files.readString(file)).doesNotContain(token);
        assertThat(new WatchedTokens(file, Clock.systemUTC()).find(token).orElseThrow())
                .satisfies(owner -> assertThat(owner.role()).isEqualTo(Role.REVIEWER))
                .satisfies(owner ->
                        assertThat(owner.tenant().orElseThrow().value()).isEqualTo("M-01"));
        assertThat(new TokensFile(file).read().get(0).expires().orElseThrow())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
    }

    @Test
    void listsAndRevokes() {
        String token = said("add", "--name", "lin", "--role", "lead")
                .lines()
                .findFirst()
                .orElseThrow();
        said("add", "--name", "he", "--role", "admin");

        assertThat(said("list"))
                .contains("lin", "lead", "he", "admin", "all tenants")
                .doesNotContain(token);
        assertThat(said("revoke", "lin")).contains("revoked 1 token of lin");
        assertThat(said("list")).doesNotContain("lin ");
        assertThat(run("revoke", "lin")).isEqualTo(Main.MISUSED);
    }

    @Test
    void refusesWhatIsNoTokensOwner() {
        assertThat(run("add", "--name", "lin", "--role", "king")).isEqualTo(Main.MISUSED);
        assertThat(run("add", "--name", "", "--role", "lead")).isEqualTo(Main.MISUSED);
        assertThat(run("add", "--name", "lin", "--role", "lead", "--expires", "P-1D"))
                .isEqualTo(Main.MISUSED);
        assertThat(run("add", "--name", "lin")).isEqualTo(Main.MISUSED);
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatHoldsTokensThemselvesIsRefused() throws IOException {
        Files.writeString(file, "[{\"token\":\"token-of-the-old-days\",\"name\":\"lin\",\"role\":\"lead\"}]");

        assertThatThrownBy(() -> Tokens.watched(file, Clock.systemUTC()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("m6flow review token add")
                .hasMessageNotContaining("old-days");
    }

    @Test
    void aFirstLookHasALinkForEachRoleThatIsGoodAfterTheNextStartToo() throws IOException {
        Settings settings =
                Settings.from(Configuration.read(null, Map.of(), Map.of(ConfigKey.DATA_DIR, directory.toString())));
        String first = welcome(FirstLook.of(settings, directory, new SecureRandom()));
        String second = welcome(FirstLook.of(settings, directory, new SecureRandom()));

        assertThat(first.lines()).hasSize(Role.values().length).allMatch(line -> line.contains("/sign-in#token="));
        assertThat(second).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("sign-in.json"))))
                .isEqualTo("rw-------");

        new TokensFile(file).revoke("admin");
        assertThat(welcome(FirstLook.of(settings, directory, new SecureRandom())))
                .as("without the link that is good no more")
                .doesNotContain("An admin");
    }

    private static String welcome(FirstLook firstLook) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), false, Clock.systemUTC());
        firstLook.welcome("http://here", Tokens.watched(firstLook.tokens(), Clock.systemUTC()), console);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Runs the command and answers what it printed. */
    private String said(String... arguments) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(arguments)).isZero();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "review";
        all[1] = "token";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[arguments.length + 2] = "--set";
        all[arguments.length + 3] = "review.tokens=" + file;
        return Main.run(all);
    }
}
