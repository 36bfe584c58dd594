package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.review.ItemFilter;
import io.m6flow.review.Reviewer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Server-sent events over a real connection. */
class ChangeFeedTest {
    @RegisterExtension
    final RunningServer server = new RunningServer();

    @Test
    void tellsOfANewItemAndOfItsHolder() throws Exception {
        EventStream lin = connect(RunningServer.LIN);

        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "文案"));
        lin.awaitLine("\"waiting\":1");
        server.queue.tryClaimNext(new Reviewer("吴<b>峰</b>"), ItemFilter.ALL);

        lin.awaitLine(
                "{\"item\":\"" + item.content() + "~M-1\",\"state\":\"CLAIMED\",\"by\":\"吴<b>峰</b>\",\"mine\":false}");
        assertThat(lin.lines()).as("no text travels").noneMatch(line -> line.contains("文案"));
    }

    @Test
    void tellsNobodyOfOtherTenantsItems() throws Exception {
        EventStream own = connect(RunningServer.SHOP_REVIEWER);
        server.admit(Drafts.reason("M-2", "P-1", "别家的"));
        own.awaitLine("\"waiting\":1");

        server.queue.tryClaimNext(new Reviewer("林小满"), ItemFilter.ALL);

        own.awaitLine("\"waiting\":0");
        assertThat(own.lines()).noneMatch(line -> line.contains("M-2"));
    }

    @Test
    void endsWithTheSession() throws Exception {
        WebClient browser = server.browser(RunningServer.LIN);
        EventStream lin = connect(browser);
        EventStream wu = connect(RunningServer.WU);

        assertThat(browser.form("/sign-out").statusCode()).isEqualTo(204);

        lin.awaitEnd();
        assertThat(wu.hasEnded()).isFalse();
        assertThat(server.listeners()).isEqualTo(1);
    }

    @Test
    void endsByItselfAfterAWhileSoThatTheGateIsPassedAgain() throws Exception {
        EventStream lin = connect(RunningServer.LIN);

        server.clock.advance(Listeners.LONGEST);

        lin.awaitEnd();
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
        List<EventStream> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(connect(RunningServer.LIN));
        }
        assertThat(server.listeners()).isEqualTo(40);
        assertThat(feedThreads() - before).isLessThanOrEqualTo(5);
        assertThat(busyServerThreads())
                .as("threads of the server that wait for a page")
                .isZero();

        for (EventStream each : many) {
            each.close();
        }

        await().atMost(Duration.ofSeconds(60)).until(() -> server.listeners() == 0);
    }

    private static long feedThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("review-"))
                .count();
    }

    private static long busyServerThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> !thread.getKey().getName().startsWith("review-"))
                .map(Map.Entry::getValue)
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().endsWith("Listeners")
                                || frame.getClassName().endsWith("SseHandler")))
                .count();
    }

    private EventStream connect(String token) {
        return connect(server.browser(token));
    }

    private static EventStream connect(WebClient browser) {
        return EventStream.open(browser.request("/review/events"));
    }
}
