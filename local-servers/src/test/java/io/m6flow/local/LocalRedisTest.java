package io.m6flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisException;

@Timeout(60)
class LocalRedisTest {
    @TempDir
    Path temp;

    private Path dir;

    @BeforeEach
    void aNameThatNeedsQuoting() {
        dir = temp.resolve("data of the \"shop\"");
    }

    @Test
    void keepsItsPortAndDataOverAStop() {
        LocalRedis redis = new LocalRedis(RedisOptions.in(dir));
        redis.start();
        int port = redis.port();
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.set("title", "茶杯");
            client.xadd("stream", StreamEntryID.NEW_ENTRY, Map.of("a", "1"));
        }
        redis.close();
        redis.close();
        assertThat(Ports.isFree(port)).isTrue();

        redis.start();
        try (redis;
                RedisClient client = RedisClient.create(redis.uri())) {
            assertThat(redis.port()).isEqualTo(port);
            assertThat(client.get("title")).isEqualTo("茶杯");
            assertThat(client.xlen("stream")).isEqualTo(1);
            assertThatIllegalStateException().isThrownBy(redis::start).withMessageContaining("already running");
        }
    }

    @Test
    void hasEveryAcknowledgedWriteAfterAKillInTheMidstOfWriting() throws Exception {
        AtomicInteger acknowledged = new AtomicInteger();
        try (LocalRedis redis = new LocalRedis(RedisOptions.in(dir))) {
            redis.start();
            Thread writer = new Thread(() -> writeUntilItFails(redis, acknowledged));
            writer.start();
            await().until(() -> acknowledged.get() > 300);
            ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();
            writer.join();
        }
        try (LocalRedis redis = new LocalRedis(RedisOptions.in(dir))) {
            redis.start();
            try (RedisClient client = RedisClient.create(redis.uri())) {
                for (int i = 1; i <= acknowledged.get(); i++) {
                    assertThat(client.get("key" + i)).as("key" + i).isEqualTo("value" + i);
                }
            }
        }
    }

    private static void writeUntilItFails(LocalRedis redis, AtomicInteger acknowledged) {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            for (int i = 1; ; i++) {
                client.set("key" + i, "value" + i);
                acknowledged.set(i);
            }
        } catch (JedisException killed) {
            // The write under way was not acknowledged.
        }
    }

    @Test
    void stopsTheServerThatAKilledJvmLeftBehindAndHasItsData() throws Exception {
        ProcessHandle orphan;
        try (OtherJvm other = OtherJvm.run(RedisProgram.class, dir.toString())) {
            String[] pidAndPort = other.awaitLine("redis").split(" ", -1);
            orphan = ProcessHandle.of(Long.parseLong(pidAndPort[0])).orElseThrow();
            refusesADirectoryInUse();
            try (RedisClient client = RedisClient.create("127.0.0.1", Integer.parseInt(pidAndPort[1]))) {
                client.set("left", "behind");
            }
            other.kill();
        }
        assertThat(orphan.isAlive()).isTrue();
        try (LocalRedis redis = new LocalRedis(RedisOptions.in(dir))) {
            redis.start();
            // Its parent is gone, so for a while it may stay listed as a process, but with nothing in it.
            assertThat(orphan.info().arguments()).isEmpty();
            try (RedisClient client = RedisClient.create(redis.uri())) {
                assertThat(client.get("left")).isEqualTo("behind");
            }
        }
    }

    private void refusesADirectoryInUse() {
        assertThatThrownBy(new LocalRedis(RedisOptions.in(dir))::start)
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining(dir + " is in use");
    }

    @Test
    void leavesNoServerBehindWhenItsJvmEnds() throws Exception {
        try (OtherJvm other = OtherJvm.run(RedisProgram.class, dir.toString())) {
            long pid = Long.parseLong(other.awaitLine("redis").split(" ", -1)[0]);
            other.tell("end");
            other.awaitEnd();
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leadsASessionOfItsOwnSoThatCtrlCInTheTerminalDoesNotReachIt() throws IOException {
        try (LocalRedis redis = new LocalRedis(RedisOptions.in(dir))) {
            redis.start();
            String stat = Files.readString(Path.of("/proc", Long.toString(redis.pid()), "stat"));
            String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
            assertThat(session).isEqualTo(Long.toString(redis.pid()));
        }
    }

    @Test
    void neverStopsAProcessThatOnlyHasTheRecordedId() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try (LocalRedis neighbour = new LocalRedis(RedisOptions.in(temp.resolve("neighbour")))) {
            neighbour.start();
            Files.createDirectories(dir);
            for (long pid : new long[] {stranger.pid(), neighbour.pid()}) {
                Files.writeString(dir.resolve("redis.pid"), pid + "\n");
                try (LocalRedis redis = new LocalRedis(RedisOptions.in(dir))) {
                    redis.start();
                    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive))
                            .isPresent();
                }
            }
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void letsNobodyInWithoutItsPassword() throws Exception {
        RedisOptions options = RedisOptions.in(dir).withPassword("p@ss \"word\"+密");
        try (LocalRedis redis = new LocalRedis(options)) {
            redis.start();
            try (RedisClient client = RedisClient.create(redis.uri())) {
                client.set("a", "1");
            }
            try (RedisClient stranger = RedisClient.create("127.0.0.1", redis.port())) {
                assertThatThrownBy(() -> stranger.get("a")).hasMessageContaining("NOAUTH");
            }
            assertThat(options.toString()).doesNotContain("p@ss");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("redis.conf"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void saysInOneLineWhyItCannotStart() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(Ports.loopback(0));
            int port = taken.getLocalPort();
            RedisOptions options = RedisOptions.in(dir);
            assertThatThrownBy(new LocalRedis(options.withPort(port))::start)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessage("Redis: port " + port
                            + " is in use; choose another with --redis-port or stop what holds it");
            assertThatThrownBy(new LocalRedis(options.withExecutable(Path.of("/nowhere")))::start)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("/nowhere");
            Files.writeString(dir.resolve("appendonly.aof"), "no append-only file");
            assertThatThrownBy(new LocalRedis(options)::start)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("Bad file format")
                    .hasMessageContaining("redis.log");
        }
    }

    @Test
    void refusesWrongOptions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisOptions.in(dir).withPort(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisOptions.in(dir).withPassword("a\nport 1"));
    }
}
