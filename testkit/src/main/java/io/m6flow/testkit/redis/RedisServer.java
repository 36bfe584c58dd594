package io.m6flow.testkit.redis;

import io.m6flow.local.LocalRedis;
import io.m6flow.local.RedisOptions;
import io.m6flow.testkit.TemporaryDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A real Redis for tests: {@code @RegisterExtension static final RedisServer REDIS = new RedisServer();}.
 *
 * <p>All test classes of a JVM share one server, which the first of them starts; a test that wants it empty
 * calls {@link #flush()}. Thread-safe.
 */
public final class RedisServer implements BeforeAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(RedisServer.class);

    private volatile @Nullable Shared shared;

    private record Shared(TemporaryDirectory directory, LocalRedis redis) implements AutoCloseable {
        static Shared start() {
            var directory = TemporaryDirectory.create("m6flow-test-redis");
            var redis = new LocalRedis(RedisOptions.in(directory.path()));
            redis.start();
            return new Shared(directory, redis);
        }

        @Override
        public void close() {
            redis.close();
            directory.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Shared.class, start -> Shared.start(), Shared.class);
    }

    /** {@code redis://127.0.0.1:port}. */
    public URI uri() {
        return redis().uri();
    }

    /** Removes all data; scripts stay loaded. */
    public void flush() {
        flush(redis().port());
    }

    /** Removes all data from a server on this machine. */
    public static void flush(int port) {
        ask(port, "FLUSHALL");
    }

    /** Sets a key, neither of which may hold a space, on a server on this machine. */
    public static void set(int port, String key, String value) {
        ask(port, "SET " + key + " " + value);
    }

    /** Forgets all loaded scripts, as a restart would. */
    public void flushScripts() {
        ask(redis().port(), "SCRIPT FLUSH");
    }

    /** One connection, one command: no Redis client is needed for this, and no test is bound to one. */
    private static void ask(int port, String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            String reply = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (!"+OK".equals(reply)) {
                throw new IllegalStateException(command + " was answered " + reply);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LocalRedis redis() {
        return Objects.requireNonNull(shared, "register the RedisServer with @RegisterExtension on a static field")
                .redis();
    }
}
