package io.m6flow.review.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.local.LocalRedis;
import io.m6flow.local.RedisOptions;
import io.m6flow.review.RedisStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;

/** What the watch says of a real Redis that is stopped, paused, started again and set up badly. */
class RedisWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private LocalRedis server;
    private RedisConnection redis;
    private RedisWatch watch;

    @BeforeEach
    void start() {
        server = new LocalRedis(RedisOptions.in(directory));
        server.start();
        redis = RedisConnection.to(server.uri());
        watch = new RedisWatch(redis, InstantSource.system());
        watch.start();
        awaitState(RedisStatus.State.WELL);
    }

    @AfterEach
    void stop() {
        watch.close();
        redis.close();
        server.close();
    }

    @Test
    void noticesAStopAndTheStartAfterIt() {
        Instant before = Instant.now();
        server.close();

        awaitState(RedisStatus.State.SILENT);
        assertThat(watch.status().since()).isAfterOrEqualTo(before.minusSeconds(1));
        assertThat(watch.status().detail()).isPresent();

        server = new LocalRedis(RedisOptions.in(directory));
        server.start();
        awaitState(RedisStatus.State.WELL);
        assertThat(watch.status().detail()).isEmpty();
    }

    @Test
    void answersAtOnceWhileRedisStandsStill() throws IOException, InterruptedException {
        signal("STOP");
        try {
            awaitState(RedisStatus.State.SILENT);
            long began = System.nanoTime();
            watch.status();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
        } finally {
            signal("CONT");
        }
        awaitState(RedisStatus.State.WELL);
    }

    @Test
    void warnsWhereAnAcknowledgedDecisionMayBeLost() {
        configure("appendfsync", "everysec");

        awaitState(RedisStatus.State.NOT_DURABLE);
        assertThat(watch.status().state().works()).isTrue();
        assertThat(watch.status().detail().orElseThrow()).contains("everysec", "always");

        configure("appendfsync", "always");
        awaitState(RedisStatus.State.WELL);

        configure("appendonly", "no");
        awaitState(RedisStatus.State.NOT_DURABLE);
        assertThat(watch.status().detail().orElseThrow()).contains("appendonly is no");
    }

    @Test
    void doesNotWorkOnAReplica() {
        command(Protocol.Command.REPLICAOF, "127.0.0.1", "1");

        awaitState(RedisStatus.State.READ_ONLY);
        assertThat(watch.status().state().works()).isFalse();

        command(Protocol.Command.REPLICAOF, "NO", "ONE");
        awaitState(RedisStatus.State.WELL);
    }

    private void configure(String name, String value) {
        command(Protocol.Command.CONFIG, "SET", name, value);
    }

    private void command(Protocol.Command command, String... arguments) {
        CommandArguments all = new CommandArguments(command);
        for (String argument : arguments) {
            all.add(argument);
        }
        redis.ask(client -> client.executeCommand(all));
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(server.pid()))
                .start()
                .waitFor();
    }

    private void awaitState(RedisStatus.State state) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> watch.status().state() == state);
    }
}
