package io.m6flow.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.id.ViewKeys;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.ManualTimers;
import io.m6flow.sink.Rejections;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

class ViewWriterTest {
    private static final TenantId MERCHANT = new TenantId("M-1");
    private static final String PLACE = "REASON|P-1";

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private final ManualTimers timers = new ManualTimers();
    private RedisClient client;

    @BeforeEach
    void connect() {
        REDIS.flush();
        client = RedisClient.create(REDIS.uri());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void sendsAFullBatchAtOnce() throws Exception {
        try (var writer = writer(settings().withBatchSize(2))) {
            writer.write(reason(1), null);
            assertThat(shown()).isNull();
            writer.write(reason(2), null);
            assertThat(shown()).isEqualTo(JsonRecords.line(reason(2)));
        }
    }

    @Test
    void sendsWhatWaitsAfterTheDelay() throws Exception {
        try (var writer = writer(settings())) {
            writer.write(reason(1), null);
            writer.write(PublishedContents.badge("M-1", "P-1").build(), null);
            assertThat(timers.running()).hasSize(1);
            timers.fire();
            assertThat(shown()).isEqualTo(JsonRecords.line(reason(1)));
            assertThat(timers.running()).isEmpty();
            writer.write(reason(2), null);
            assertThat(timers.running()).hasSize(1);
        }
    }

    @Test
    void sendsEverythingAtACheckpoint() throws Exception {
        try (var writer = writer(settings())) {
            writer.write(reason(1), null);
            writer.flush(false);
            assertThat(shown()).isEqualTo(JsonRecords.line(reason(1)));
        }
    }

    @Test
    void loadsItsScriptWhereRedisHasLostIt() throws Exception {
        try (var writer = writer(settings())) {
            REDIS.flushScripts();
            writer.write(reason(1), null);
            writer.flush(false);
            REDIS.flushScripts();
            writer.write(reason(2), null);
            writer.flush(false);
            assertThat(shown()).isEqualTo(JsonRecords.line(reason(2)));
        }
    }

    @Test
    void comparesSequencesAsWholeNumbersOfAnySize() throws Exception {
        try (var writer = writer(settings())) {
            writer.write(reason(9), null);
            writer.write(reason(10), null);
            writer.flush(false);
            assertThat(shown()).isEqualTo(JsonRecords.line(reason(10)));
            writer.write(reason(Long.MAX_VALUE - 1), null);
            writer.write(reason(Long.MAX_VALUE), null);
            writer.write(reason(Long.MAX_VALUE - 1), null);
            writer.flush(false);
            assertThat(shown()).isEqualTo(JsonRecords.line(reason(Long.MAX_VALUE)));
        }
    }

    @Test
    void twoWritersAtOnceEndWithTheHighestSequence() throws Exception {
        var even = CompletableFuture.runAsync(() -> writeAll(0));
        var odd = CompletableFuture.runAsync(() -> writeAll(1));
        CompletableFuture.allOf(even, odd).join();
        assertThat(shown()).isEqualTo(JsonRecords.line(reason(199)));
    }

    private void writeAll(int remainder) {
        try (var writer = sink(settings().withBatchSize(7)).writer(new ManualTimers())) {
            for (int sequence = remainder; sequence < 200; sequence += 2) {
                writer.write(reason(sequence), null);
            }
            writer.flush(true);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void saysWhichUpdatesRedisRefusedAndWhy() throws Exception {
        client.set(ViewKeys.content(MERCHANT), "not a hash");
        try (var writer = writer(settings())) {
            writer.write(reason(3), null);
            writer.write(PublishedContents.reason("M-2", "P-9").build(), null);
            assertThatThrownBy(() -> writer.flush(false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("refused 1 update(s) of the view (M-1|REASON|P-1@3)")
                    .hasMessageContaining("WRONGTYPE");
            assertThat(client.hexists(ViewKeys.content(new TenantId("M-2")), "REASON|P-9"))
                    .as("the others of the batch")
                    .isTrue();

            client.del(ViewKeys.content(MERCHANT));
            writer.flush(false);
            assertThat(shown()).as("the repeat").isEqualTo(JsonRecords.line(reason(3)));
        }
    }

    @Test
    void failsTheCheckpointWhenRedisIsAwayAndLosesNothing() throws Exception {
        int nobodysPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobodysPort = socket.getLocalPort();
        }
        var settings = RedisViewSettings.of(URI.create("redis://127.0.0.1:" + nobodysPort))
                .withTimeout(Duration.ofMillis(500));
        try (var writer = writer(settings)) {
            writer.write(reason(3), null);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> writer.flush(false))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("127.0.0.1:" + nobodysPort)
                        .hasMessageContaining("M-1|REASON|P-1@3");
            }
        }
    }

    @Test
    void travelsToTheWorkersAndKeepsItsPasswordToItself() throws Exception {
        var settings = RedisViewSettings.of(URI.create("redis://user:secret@redis.internal:6379/2"));
        assertThatCode(() -> InstantiationUtil.clone(sink(settings))).doesNotThrowAnyException();
        assertThat(settings.toString()).contains("redis.internal:6379").doesNotContain("secret");
        assertThatThrownBy(() -> RedisViewSettings.of(URI.create("http://redis:6379")))
                .hasMessageContaining("redis://host:port");
    }

    private BatchWriter<ViewUpdate> writer(RedisViewSettings settings) {
        return sink(settings).writer(timers);
    }

    private static RedisViewSink sink(RedisViewSettings settings) {
        return new RedisViewSink(settings, Rejections.fail());
    }

    private static RedisViewSettings settings() {
        return RedisViewSettings.of(REDIS.uri());
    }

    private @Nullable String shown() {
        return client.hget(ViewKeys.content(MERCHANT), PLACE);
    }

    private static PublishedContent reason(long sequence) {
        return PublishedContents.reason("M-1", "P-1")
                .sequence(sequence)
                .text("第" + sequence + "版")
                .build();
    }
}
