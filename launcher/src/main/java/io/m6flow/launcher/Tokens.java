package io.m6flow.launcher;

import io.m6flow.review.web.Principal;
import io.m6flow.review.web.StoredToken;
import io.m6flow.review.web.TokensFile;
import io.m6flow.review.web.WatchedTokens;
import io.m6flow.schema.id.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The tokens by which people sign in, as the commands handle them. */
final class Tokens {
    private static final int TOKEN_BYTES = 32;
    private static final int SHOWN_DIGITS = 8;

    private Tokens() {}

    /** A new token: 32 random bytes. */
    static String fresh(RandomGenerator random) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The tokens of a file, which may change while we run. */
    static WatchedTokens watched(Path file, Clock clock) {
        try {
            return new WatchedTokens(file, clock);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    /** Makes a token, keeps its digest, and answers the token, which nobody can read again. */
    static String add(Path file, Principal owner, Optional<Instant> expires) {
        String token = fresh(new SecureRandom());
        try {
            new TokensFile(file).add(StoredToken.of(token, owner, expires));
            return token;
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    static int revoke(Path file, String name) {
        try {
            return new TokensFile(file).revoke(name);
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    static List<String> lines(Path file, Instant now) {
        try {
            return new TokensFile(file)
                    .read().stream().map(token -> line(token, now)).toList();
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    private static String line(StoredToken token, Instant now) {
        Principal owner = token.owner();
        String life = token.expires()
                .map(expires -> (now.isBefore(expires) ? "until " : "expired ") + expires)
                .orElse("no end");
        return "%-24s %-9s %-16s %s…  %s"
                .formatted(
                        owner.name(),
                        owner.role().word(),
                        owner.tenant().map(TenantId::value).orElse("all tenants"),
                        token.sha256().substring(0, SHOWN_DIGITS),
                        life);
    }

    private static UsageException unusable(Path file, Exception e) {
        String why = e instanceof IOException ? "it cannot be read or written: " + e : e.getMessage();
        return new UsageException("review.tokens: " + file + " cannot be used; " + why);
    }
}
