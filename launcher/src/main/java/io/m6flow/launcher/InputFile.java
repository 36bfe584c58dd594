package io.m6flow.launcher;

import io.m6flow.launcher.kafka.FileFeed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file of events as the user named it, or one that is shipped. */
record InputFile(String name, byte[] content) {

    static InputFile at(Path path) {
        try {
            return new InputFile(String.valueOf(path.getFileName()), Files.readAllBytes(path));
        } catch (IOException e) {
            throw new UsageException(path + " cannot be read; is the path right?");
        }
    }

    static InputFile sample(String name) {
        try (InputStream in = InputFile.class.getResourceAsStream("/samples/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the sample " + name + " is not in the program");
            }
            return new InputFile("sample-" + name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Feeding the same content again goes on where the last feed stopped. */
    FileFeed.Feed once(double speed) {
        return new FileFeed.Feed(name, digest(), content, speed);
    }

    /** Feeds all of it, whatever was fed before. */
    FileFeed.Feed anew(String nonce, double speed) {
        return new FileFeed.Feed(name, digest() + "-" + nonce, content, speed);
    }

    private String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
