package io.m6flow.launcher;

import io.m6flow.launcher.kafka.FileFeed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file of events as the user named it, or one that is shipped.
 *
 * @param digest of the content
 */
record InputFile(String name, String digest, FileFeed.Content content) {
    private static final int DIGEST_BYTES = 16;

    static InputFile at(Path path) {
        try {
            return of(String.valueOf(path.getFileName()), () -> Files.newInputStream(path));
        } catch (IOException e) {
            throw new UsageException(path + " cannot be read; is the path right?");
        }
    }

    static InputFile sample(String name) {
        try {
            return of("sample-" + name, () -> resource("/samples/" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Feeding the same content again goes on where the last feed stopped. */
    FileFeed.Feed once(double speed) {
        return new FileFeed.Feed(name, digest, content, speed);
    }

    /** Feeds all of it, whatever was fed before. */
    FileFeed.Feed anew(String nonce, double speed) {
        return new FileFeed.Feed(name, digest + "-" + nonce, content, speed);
    }

    private static InputFile of(String name, FileFeed.Content content) throws IOException {
        try (DigestInputStream in = new DigestInputStream(content.open(), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            byte[] hash = in.getMessageDigest().digest();
            return new InputFile(name, HexFormat.of().formatHex(hash, 0, DIGEST_BYTES), content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = InputFile.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException(name + " is not in the program");
        }
        return in;
    }
}
