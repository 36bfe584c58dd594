package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.review.ItemFilter;
import io.m6flow.review.Reviewer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Server-sent events over a real connection. */
class ChangeFeedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final RunningServer server = new RunningServer();

    @Test
    void tellsOfANewItemAndOfItsHolder() throws Exception {
        Connection lin = connect(RunningServer.LIN);

        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "文案"));
        awaitLine(lin, "\"waiting\":1");
        server.queue.tryClaimNext(new Reviewer("吴<b>峰</b>"), ItemFilter.ALL);

        awaitLine(
                lin,
                "{\"item\":\"" + item.content() + "~M-1\",\"state\":\"CLAIMED\",\"by\":\"吴<b>峰</b>\",\"mine\":false}");
        assertThat(lin.lines).as("no text travels").noneMatch(line -> line.contains("文案"));
    }

    @Test
    void tellsNobodyOfOtherTenantsItems() throws Exception {
        Connection own = connect(RunningServer.SHOP_REVIEWER);
        server.admit(Drafts.reason("M-2", "P-1", "别家的"));
        awaitLine(own, "\"waiting\":1");

        server.queue.tryClaimNext(new Reviewer("林小满"), ItemFilter.ALL);

        awaitLine(own, "\"waiting\":0");
        assertThat(own.lines).noneMatch(line -> line.contains("M-2"));
    }

    @Test
    void endsWithTheSession() throws Exception {
        WebClient browser = server.browser(RunningServer.LIN);
        Connection lin = connect(browser);
        Connection wu = connect(RunningServer.WU);

        assertThat(browser.form("/sign-out").statusCode()).isEqualTo(204);

        await().atMost(PATIENCE).until(lin.ended::get);
        assertThat(wu.ended).isFalse();
        assertThat(server.listeners()).isEqualTo(1);
    }

    @Test
    void endsByItselfAfterAWhileSoThatTheGateIsPassedAgain() throws Exception {
        Connection lin = connect(RunningServer.LIN);

        server.clock.advance(ChangeFeed.LONGEST);

        await().atMost(PATIENCE).until(lin.ended::get);
        assertThat(server.listeners()).isZero();
    }

    @Test
    void needsASignIn() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/review/events"))
                .header("Accept", "text/event-stream")
                .build();

        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(303);
        assertThat(server.program(RunningServer.MERCHANT).get("/review/events").statusCode())
                .isEqualTo(403);
    }

    @Test
    void takesNoThreadForAConnectionAndKeepsNoneThatIsGone() throws Exception {
        long before = feedThreads();
        List<Connection> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(connect(RunningServer.LIN));
        }
        assertThat(server.listeners()).isEqualTo(40);
        assertThat(feedThreads() - before).isLessThanOrEqualTo(5);
        assertThat(busyServerThreads())
                .as("threads of the server that wait for a page")
                .isZero();

        for (Connection each : many) {
            each.body.close();
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> server.listeners() == 0);
    }

    private static long feedThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("review-"))
                .count();
    }

    private static long busyServerThreads() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().endsWith("ChangeFeed")
                                || frame.getClassName().endsWith("SseHandler")))
                .count();
    }

    private Connection connect(String token) throws Exception {
        return connect(server.browser(token));
    }

    private Connection connect(WebClient browser) throws Exception {
        HttpRequest request = browser.request("/review/events")
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        Connection connection = new Connection(answer.body());
        connection.start();
        await().atMost(PATIENCE).until(() -> !connection.lines.isEmpty());
        return connection;
    }

    private static void awaitLine(Connection connection, String part) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(connection.lines).anyMatch(line -> line.contains(part)));
    }

    private static final class Connection extends Thread {
        private final InputStream body;
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean ended = new AtomicBoolean();

        Connection(InputStream body) {
            this.body = body;
            setDaemon(true);
        }

        @Override
        public void run() {
            try (java.io.BufferedReader reader =
                    new java.io.BufferedReader(new java.io.InputStreamReader(body, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (java.io.IOException | java.io.UncheckedIOException e) {
                lines.add("broken: " + e.getMessage());
            }
            ended.set(true);
        }
    }
}
