package io.m6flow.review.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file that may change while the service runs; looks at most once a second. A file that is
 * broken or gone keeps the tokens as they were. Thread-safe.
 */
public final class WatchedTokens implements TokenOwners {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedTokens.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final TokensFile file;
    private final Clock clock;
    /** Guarded by this. */
    private Instant looked;
    /** What the file was like at the last look, good or not. Guarded by this. */
    private Stamp stamp;

    private volatile AccessTokens tokens;

    /** A replaced file is another one, even within one tick of the file system's clock. */
    private record Stamp(
            @Nullable FileTime modified,
            long size,
            @Nullable Object key) {
        private static final Stamp NONE = new Stamp(null, -1, null);

        static Stamp of(Path file) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            } catch (IOException e) {
                return NONE;
            }
        }
    }

    /** Reads the file once; one that cannot be read is refused here. */
    public WatchedTokens(Path path, Clock clock) throws IOException {
        this.file = new TokensFile(path);
        this.clock = clock;
        this.looked = clock.instant();
        this.stamp = Stamp.of(path);
        this.tokens = AccessTokens.of(file.read(), clock);
    }

    @Override
    public Optional<Principal> ownerOf(String sha256) {
        lookAgain();
        return tokens.ownerOf(sha256);
    }

    private synchronized void lookAgain() {
        Instant now = clock.instant();
        if (Duration.between(looked, now).abs().compareTo(BETWEEN_LOOKS) < 0) {
            return;
        }
        looked = now;
        Stamp current = Stamp.of(file.path());
        if (current.equals(stamp)) {
            return;
        }
        stamp = current;
        try {
            List<StoredToken> read = file.read();
            tokens = AccessTokens.of(read, clock);
            LOG.info("{} changed; {} tokens are good now", file.path(), read.size());
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} cannot be read, so the tokens stay as they were: {}", file.path(), e.getMessage());
        }
    }
}
