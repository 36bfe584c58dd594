package io.m6flow.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.model.OsArchitecture;

/** The redis-server program of this platform, and how it is set free of the terminal. */
final class RedisExecutable {
    private RedisExecutable() {}

    /** The given program, or the bundled one, unpacked into the directory when it is not there yet. */
    static Path find(@Nullable Path given, Path directory) {
        if (given == null) {
            return unpacked(directory);
        }
        if (!Files.isExecutable(given)) {
            throw new ServerStartException("Redis: %s is no program that can be run".formatted(given));
        }
        return given.toAbsolutePath();
    }

    private static Path unpacked(Path directory) {
        String resource = bundled().orElseThrow(RedisExecutable::noneBundled);
        Path program = directory.resolve(resource.substring(1));
        try (InputStream in = ExecutableProvider.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw noneBundled();
            }
            if (!Files.isExecutable(program)) {
                unpack(in, program);
            }
            return program;
        } catch (IOException e) {
            throw new ServerStartException("Redis: cannot unpack the server into %s: %s".formatted(directory, e), e);
        }
    }

    /** A start cut short leaves no half program: it gets its name once it is whole. */
    private static void unpack(InputStream in, Path program) throws IOException {
        Path part = program.resolveSibling(program.getFileName() + ".part");
        Files.createDirectories(program.toAbsolutePath().getParent());
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        if (!part.toFile().setExecutable(true)) {
            throw new IOException("cannot make it executable");
        }
        Files.move(part, program, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<String> bundled() {
        try {
            return Optional.ofNullable(
                    ExecutableProvider.newProvidedVersionsMap().get(OsArchitecture.detectOSandArchitecture()));
        } catch (RuntimeException unknownPlatform) {
            return Optional.empty();
        }
    }

    private static ServerStartException noneBundled() {
        return new ServerStartException(
                "Redis: no server is bundled for %s on %s; install redis-server 6.2 or newer and name its path"
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    /**
     * What goes before the command so that it runs in a session of its own. Without it, Ctrl-C in the terminal would stop
     * Redis at once, while its clients in this JVM still close.
     */
    static List<String> ownSession() {
        if (Stream.of("/usr/bin/setsid", "/bin/setsid").map(Path::of).anyMatch(Files::isExecutable)) {
            return List.of("setsid");
        }
        if (Files.isExecutable(Path.of("/usr/bin/perl"))) {
            return List.of("/usr/bin/perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV", "--");
        }
        return List.of();
    }
}
