package io.m6flow.generator.openai;

import static io.m6flow.generator.openai.ChatServer.fails;
import static io.m6flow.generator.openai.ChatServer.heldBy;
import static io.m6flow.generator.openai.ChatServer.raw;
import static io.m6flow.generator.openai.ChatServer.says;
import static io.m6flow.generator.openai.ChatServer.truncated;
import static io.m6flow.generator.openai.ChatServer.withHeader;
import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.OpenAiSettings;
import io.m6flow.generator.Refusal;
import io.m6flow.generator.TextGenerator;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a server that answers badly, late or not at all. */
class ServerFaultsTest extends WithChatServer {
    @Test
    void asksAgainAfterAFaultOfTheServer() {
        server.next(fails(500, "boom", "oops"), fails(503, "busy", "later"));
        assertThat(written(answer(reason("a"))).candidates().get(0).text()).isEqualTo(ChatServer.TEXT);
        assertThat(server.seen()).hasSize(3);
    }

    @Test
    void givesUpAfterAsManyAttemptsAsItMay() {
        server.always(fails(500, "boom", "oops"));
        Generation.Failed failed = failed(answer(reason("a")));
        assertThat(failed.fault()).isEqualTo(Fault.REMOTE);
        assertThat(failed.message()).contains("answered 500 (boom): oops", "after 3 attempts");
        assertThat(server.seen()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 409, 425, 429})
    void asksAgainWhereLaterMayDo(int status) {
        server.next(fails(status, "later", "later"));
        written(answer(reason("a")));
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void waitsAsLongAsTheServerSays() {
        server.next(withHeader("Retry-After", "1", fails(429, "rate_limit", "slow down")));
        long before = System.nanoTime();
        written(answer(reason("a")));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void doesNotWaitLongerThanAllMayTake() {
        server.next(withHeader("Retry-After", "3600", fails(429, "rate_limit", "slow down")));
        Generation.Failed failed = failed(answer(reason("a")));
        assertThat(failed.retriable()).isTrue();
        assertThat(failed.message()).contains("rate_limit", "after 1 attempt");
        assertThat(server.seen()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 422})
    void takesANoForANo(int status) {
        server.always(fails(status, "some_code", "this is why"));
        Generation.Failed failed = failed(answer(reason("a")));
        assertThat(failed.fault()).isEqualTo(Fault.REJECTED);
        assertThat(failed.message()).contains(status + " (some_code): this is why");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void anEmptyPurseIsNotWaitedFor() {
        server.always(fails(429, "insufficient_quota", "pay first"));
        assertThat(failed(answer(reason("a"))).fault()).isEqualTo(Fault.REJECTED);
    }

    @Test
    void doesNotPassOnWhatQuotesTheText() {
        server.always(fails(400, "bad", "cannot take 法式碎花连衣裙女夏季"));
        assertThat(failed(answer(reason("a"))).message()).contains("400 (bad)").doesNotContain("碎花");
    }

    @Test
    void aPromptThatIsTooLongIsRefusedWithBothFigures() {
        server.always(fails(
                400,
                "context_length_exceeded",
                "This model's maximum context length is 2048 tokens. However, you requested 2100 tokens (1844 in the"
                        + " messages, 256 in the completion)."));
        assertThat(((Generation.Refused) answer(reason("a"))).reason()).isEqualTo(new Refusal.TooLong(2100, 2048));
        server.always(fails(400, "context_length_exceeded", "too long"));
        assertThat(failed(answer(reason("a"))).fault()).isEqualTo(Fault.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no json", "{\"choices\":[]}", "{\"choices\":[{\"message\":\"x\"}]}", "[1]", "null"})
    void whatIsNoCompletionIsAskedForAgain(String body) {
        server.next(raw(200, body));
        written(answer(reason("a")));
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void aConnectionThatBreaksOffIsTriedAgain() {
        server.next(truncated());
        written(answer(reason("a")));
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (ChatServer other = new ChatServer()) {
            server.always(withHeader("Location", other.url() + "/chat/completions", raw(307, "{}")));
            Generation.Failed failed = failed(answer(reason("a")));
            assertThat(failed.fault()).isEqualTo(Fault.REJECTED);
            assertThat(failed.message()).contains("redirects are not followed");
            assertThat(other.seen()).isEmpty();
        }
    }

    @Test
    void saysThatNobodyIsThere() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1");
        }
        OpenAiSettings settings = settings();
        try (TextGenerator generator = start(new OpenAiSettings(
                nobody,
                "tiny",
                settings.key(),
                1,
                1,
                4096,
                settings.timeouts(),
                settings.retries(),
                settings.breaker()))) {
            Generation.Failed failed = failed(generator.generate(reason("a")).join());
            assertThat(failed.fault()).isEqualTo(Fault.REMOTE);
            assertThat(failed.message()).contains("connection to " + nobody, "is it up?", "after 3 attempts");
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsGivenUpAndAskedForAgain() {
        CountDownLatch never = new CountDownLatch(1);
        server.next(heldBy(never, says("zu spät")));
        try (TextGenerator generator =
                start(settings().withTimeouts(new OpenAiSettings.Timeouts(Duration.ofSeconds(1), LONG)))) {
            written(generator.generate(reason("a")).join());
        }
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void allAttemptsTogetherHaveALimit() {
        server.always(heldBy(new CountDownLatch(1), says("never")));
        OpenAiSettings brief = settings()
                .withTimeouts(new OpenAiSettings.Timeouts(Duration.ofMillis(300), Duration.ofMillis(1000)))
                .withRetries(new OpenAiSettings.Retries(100, Duration.ofMillis(1), Duration.ofMillis(1)));
        try (TextGenerator generator = start(brief)) {
            Generation.Failed failed = failed(generator.generate(reason("a")).join());
            assertThat(failed.fault()).isEqualTo(Fault.REMOTE);
            assertThat(failed.message()).contains("did not answer within");
        }
        assertThat(server.seen()).hasSizeBetween(1, 4);
    }

    @Test
    void aSickServerIsLeftAloneUntilAProbeIsAnswered() {
        server.always(fails(500, "boom", "oops"));
        OpenAiSettings wary = settings()
                .withBreaker(new OpenAiSettings.Breaker(3, 3, Duration.ofSeconds(1)))
                .withConcurrency(1);
        try (TextGenerator generator = start(wary)) {
            assertThat(failed(generator.generate(reason("a")).join()).message()).contains("500");
            Generation.Failed fast = failed(generator.generate(reason("b")).join());
            assertThat(fast.fault()).isEqualTo(Fault.REMOTE);
            assertThat(fast.message()).contains("failed too often");
            assertThat(server.seen()).hasSize(3);
            server.always(says(ChatServer.TEXT));
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> generator.generate(reason("c")).join() instanceof Generation.Written);
            assertThat(server.seen()).hasSize(4);
            written(generator.generate(reason("d")).join());
        }
    }

    @Test
    void aProbeThatIsBrokenOffDoesNotKeepTheServerShutOut() {
        server.always(fails(500, "boom", "oops"));
        OpenAiSettings wary = settings().withBreaker(new OpenAiSettings.Breaker(3, 3, Duration.ofMillis(200)));
        try (TextGenerator generator = start(wary)) {
            failed(generator.generate(reason("a")).join());
            server.always(heldBy(new CountDownLatch(1), says("never")));
            Awaitility.await().atMost(LONG).until(() -> {
                CompletableFuture<Generation> probe = generator.generate(reason("b"));
                Awaitility.await()
                        .atMost(LONG)
                        .until(() -> probe.isDone() || server.seen().size() == 4);
                return probe.cancel(true);
            });
            server.always(says(ChatServer.TEXT));
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> generator.generate(reason("c")).join() instanceof Generation.Written);
        }
    }
}
