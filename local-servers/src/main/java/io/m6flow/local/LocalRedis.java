package io.m6flow.local;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real redis-server beside this process, on 127.0.0.1 only, whose acknowledged writes are on disk.
 *
 * <p>A start on the same directory has all of them again, also after the server or this JVM was killed; a server that a
 * killed JVM left behind is stopped first. What the server says goes to {@code redis.log} in its directory.
 *
 * <p>Safe for use by several threads.
 */
public final class LocalRedis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRedis.class);
    private static final String NAME = "Redis";

    private final RedisOptions options;
    private @Nullable Running running;

    private record Running(DataDirectory directory, Process process, int port, Thread exitHook) {}

    public LocalRedis(RedisOptions options) {
        this.options = options;
    }

    /**
     * Starts the server and returns once it answers, after a fraction of a second.
     *
     * @throws ServerStartException if the port or the directory is in use, there is no server for this platform, or it does
     *     not come up
     */
    public synchronized void start() {
        if (running != null) {
            throw new IllegalStateException("Redis is already running on port " + port());
        }
        long began = System.nanoTime();
        DataDirectory directory = DataDirectory.open(NAME, options.dataDir());
        try {
            running = launch(directory);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        LOG.info("Redis listens on 127.0.0.1:{} after {} ms", port(), (System.nanoTime() - began) / 1_000_000);
    }

    private Running launch(DataDirectory directory) {
        RedisProcess.stopOrphan(directory);
        var executable = RedisExecutable.find(options.executable(), directory.resolve("bin"));
        int port = directory.choosePort(options.port());
        directory.rememberPort(port);
        Process process = new RedisProcess(directory, port, options.password()).start(executable);
        Thread hook = new Thread(() -> RedisProcess.stop(process), "stop-local-redis");
        if (options.stopAtExit()) {
            stopAtExit(hook, process);
        }
        return new Running(directory, process, port, hook);
    }

    private static void stopAtExit(Thread hook, Process process) {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            RedisProcess.stop(process);
            throw new ServerStartException("Redis: not started, for this JVM is ending", e);
        }
    }

    /** The port it listens on. */
    public synchronized int port() {
        return requireRunning().port();
    }

    /** The server's process id. */
    public synchronized long pid() {
        return requireRunning().process().pid();
    }

    /** {@code redis://127.0.0.1:port}, with the password if there is one: not for logs then. */
    public synchronized URI uri() {
        String password = options.password();
        String login = password == null
                ? ""
                : ":" + URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20") + "@";
        return URI.create("redis://" + login + "127.0.0.1:" + port());
    }

    /** Stops the server cleanly; without effect when it was not started. */
    @Override
    public synchronized void close() {
        Running stopped = running;
        if (stopped == null) {
            return;
        }
        running = null;
        try {
            RedisProcess.stop(stopped.process());
            forget(stopped.exitHook());
        } finally {
            stopped.directory().close();
        }
    }

    private static void forget(Thread exitHook) {
        try {
            Runtime.getRuntime().removeShutdownHook(exitHook);
        } catch (IllegalStateException exitIsUnderWay) {
            LOG.debug("Redis was closed while this JVM ends");
        }
    }

    private Running requireRunning() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("Redis is not running; call start() first");
        }
        return now;
    }
}
