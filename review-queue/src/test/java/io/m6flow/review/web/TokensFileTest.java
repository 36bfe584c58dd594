package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.id.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensFileTest {
    private static final String TOKEN = "a-token-of-somebody-or-other";
    private static final Principal LIN = new Principal("林小满", Role.REVIEWER, Optional.of(new TenantId("M-1")));
    private static final Principal HE = new Principal("he", Role.ADMIN, Optional.empty());

    @TempDir
    private Path directory;

    private final AdjustableClock clock = new AdjustableClock();
    private Path path;
    private TokensFile file;

    @BeforeEach
    void name() {
        path = directory.resolve("tokens.json");
        file = new TokensFile(path);
    }

    @Test
    void keepsDigestsAloneWhereOnlyTheOwnerReadsThem() throws IOException {
        Instant expires = Instant.parse("2030-01-01T00:00:00Z");
        file.add(StoredToken.of(TOKEN, LIN, Optional.of(expires)));
        file.add(StoredToken.of("another-token-of-an-admin", HE, Optional.empty()));

        assertThat(Files.readString(path))
                .doesNotContain(TOKEN, "another-token")
                .contains(Sha256.hex(TOKEN));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
        assertThat(file.read())
                .containsExactly(
                        StoredToken.of(TOKEN, LIN, Optional.of(expires)),
                        StoredToken.of("another-token-of-an-admin", HE, Optional.empty()));
        assertThat(directory).isDirectoryNotContaining("glob:**.tokens*");
    }

    @Test
    void refusesATokenItselfAndSaysWhatToDo() throws IOException {
        Files.writeString(path, "[{\"token\":\"" + TOKEN + "\",\"name\":\"lin\",\"role\":\"reviewer\"}]");

        assertThatThrownBy(() -> file.read())
                .hasMessageContaining("\"lin\"")
                .hasMessageContaining("m6flow review token add")
                .hasMessageNotContaining(TOKEN);
    }

    @Test
    void saysWhichEntryCannotBeRead() throws IOException {
        String sha = Sha256.hex(TOKEN);
        for (String wrong : List.of(
                "{}",
                "nonsense " + TOKEN,
                "[{\"sha256\":\"" + sha + "\",\"name\":\"lin\",\"role\":\"king\"}]",
                "[{\"sha256\":\"abc\",\"name\":\"lin\",\"role\":\"lead\"}]",
                "[{\"sha256\":\"" + sha + "\",\"name\":\"lin\",\"role\":\"lead\",\"expires\":\"soon\"}]",
                "[{\"sha256\":\"" + sha + "\",\"name\":\"lin\",\"role\":\"lead\",\"tenannt\":\"M-1\"}]",
                "[{\"sha256\":\"" + sha + "\",\"role\":\"lead\"}]")) {
            Files.writeString(path, wrong);
            assertThatThrownBy(() -> file.read())
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(TOKEN);
        }
    }

    @Test
    void givesAPersonASecondTokenButNoSecondRole() throws IOException {
        file.add(StoredToken.of(TOKEN, LIN, Optional.empty()));
        file.add(StoredToken.of("the-next-token-of-lin", LIN, Optional.empty()));

        assertThatThrownBy(() -> file.add(StoredToken.of(
                        "a-third-token-of-lin",
                        new Principal(LIN.name(), Role.LEAD, Optional.empty()),
                        Optional.empty())))
                .hasMessageContaining("is there already as reviewer");
        assertThat(file.revoke(LIN.name())).isEqualTo(2);
        assertThat(file.revoke(LIN.name())).isZero();
        assertThat(file.read()).isEmpty();
    }

    @Test
    void knowsATokenUntilItExpires() throws IOException {
        file.add(StoredToken.of(TOKEN, LIN, Optional.of(clock.instant().plusSeconds(60))));
        TokenOwners tokens = AccessTokens.of(file.read(), clock);

        assertThat(tokens.find(TOKEN)).contains(LIN);
        clock.advance(Duration.ofSeconds(60));
        assertThat(tokens.find(TOKEN)).isEmpty();
    }

    @Test
    void noticesAChangeWithinASecondAndLooksNoMoreOften() throws IOException {
        file.write(List.of());
        WatchedTokens watched = new WatchedTokens(path, clock);
        file.add(StoredToken.of(TOKEN, LIN, Optional.empty()));

        clock.advance(Duration.ofMillis(999));
        assertThat(watched.find(TOKEN)).as("not looked yet").isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(watched.find(TOKEN)).contains(LIN);

        file.revoke(LIN.name());
        clock.advance(Duration.ofSeconds(1));
        assertThat(watched.find(TOKEN)).as("revoked").isEmpty();
    }

    @Test
    void keepsTheTokensWhileTheFileIsBrokenOrGone() throws IOException {
        file.write(List.of(StoredToken.of(TOKEN, LIN, Optional.empty())));
        WatchedTokens watched = new WatchedTokens(path, clock);

        Files.writeString(path, "[{");
        clock.advance(Duration.ofSeconds(1));
        assertThat(watched.find(TOKEN)).contains(LIN);

        Files.delete(path);
        clock.advance(Duration.ofSeconds(1));
        assertThat(watched.find(TOKEN)).contains(LIN);

        file.write(List.of());
        clock.advance(Duration.ofSeconds(1));
        assertThat(watched.find(TOKEN)).as("mended").isEmpty();
    }

    @Test
    void refusesToStartWithAFileThatIsBroken() throws IOException {
        Files.writeString(path, "[{");
        assertThatThrownBy(() -> new WatchedTokens(path, clock)).hasMessageContaining("no JSON");
        assertThatThrownBy(() -> new WatchedTokens(directory.resolve("none"), clock))
                .isInstanceOf(IOException.class);
    }
}
