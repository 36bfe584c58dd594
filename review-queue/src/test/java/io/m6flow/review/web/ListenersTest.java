package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits that only many could reach, with a feed that lets in few. */
class ListenersTest {
    private final AtomicInteger looks = new AtomicInteger();
    private final FeedThreads threads = FeedThreads.few();
    private Listeners listeners;
    private Javalin server;

    @BeforeEach
    void start() {
        Clock clock = Clock.systemUTC();
        AccessTokens tokens = RunningServer.tokens();
        Sessions sessions =
                new Sessions(new ReferenceSessions(clock), tokens, Duration.ofHours(1), clock, new SecureRandom());
        Gate gate =
                new Gate(tokens, sessions, new FailureLimit(5, clock), new RequestLimit(RequestRate.GENEROUS, clock));
        listeners = new Listeners(gate, clock, threads, looks::incrementAndGet, 2);
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.routes.beforeMatched(gate::check);
                    config.routes.get("/events", request -> listeners.letIn(request, one -> {}), Access.SIGNED_IN);
                    new Faults(new Pages()).addTo(config.routes);
                })
                .start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        listeners.close();
        threads.close();
        server.stop();
    }

    @Test
    void letsInSoManyAndNoMore() throws IOException {
        EventStream lin = listen(RunningServer.LIN);
        EventStream wu = listen(RunningServer.WU);

        assertThat(EventStream.answer(client(RunningServer.LEAD).request("/events"))
                        .statusCode())
                .isEqualTo(503);

        listeners.all().get(0).close();
        lin.awaitEnd();
        assertThat(listen(RunningServer.LEAD).hasEnded()).isFalse();
        assertThat(wu.hasEnded()).isFalse();
    }

    @Test
    void looksOnlyWhileSomebodyListens() {
        EventStream lin = listen(RunningServer.LIN);
        EventStream.patiently().until(() -> looks.get() > 1);

        listeners.close();
        lin.awaitEnd();
        EventStream.patiently().until(() -> !listeners.isLooking());

        int before = looks.get();
        listen(RunningServer.LIN);
        EventStream.patiently().until(() -> looks.get() > before);
    }

    private EventStream listen(String token) {
        return EventStream.open(client(token).request("/events"));
    }

    private WebClient client(String token) {
        return new WebClient("http://127.0.0.1:" + server.port()).withBearer(token);
    }
}
