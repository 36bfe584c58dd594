package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.review.ReviewQueue;
import io.m6flow.review.ReviewQueueException;
import java.lang.reflect.Proxy;
import java.net.BindException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReviewServerTest {
    @RegisterExtension
    final RunningServer running = new RunningServer();

    @Test
    void saysWhichPortIsInUse() {
        WebSettings taken = RunningServer.settings().withPort(running.port());
        try (ReviewServer second = new ReviewServer(
                running.queue,
                running.view,
                RunningServer.parts(running.queue, running.view, running.clock),
                taken,
                running.clock)) {
            assertThatThrownBy(second::start)
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("127.0.0.1:" + running.port())
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void isReadyWhileTheQueueAnswers() {
        assertThat(running.anonymous().get("/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void staysAliveButNotReadyWhenTheQueueCannotBeReached() throws BindException {
        try (ReviewServer server = new ReviewServer(
                unreachable(),
                running.view,
                RunningServer.parts(running.queue, running.view, running.clock),
                RunningServer.settings(),
                running.clock)) {
            server.start();
            WebClient client = new WebClient(server.address().toString());

            assertThat(client.get("/health").statusCode()).isEqualTo(200);
            HttpResponse<String> ready = client.get("/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.headers().firstValue("Retry-After")).isPresent();
            assertThat(client.withBearer(RunningServer.LIN).get("/review").body())
                    .contains("队列暂时连不上");
        }
    }

    @Test
    void letsABrowserKeepTheStylesThatHaveNotChanged() {
        HttpResponse<String> first = running.anonymous().get("/assets/base.css");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(first.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/css");
        assertThat(running.anonymous()
                        .with("If-None-Match", tag)
                        .get("/assets/base.css")
                        .statusCode())
                .isEqualTo(304);
    }

    /** A queue whose server is gone, whatever one asks. */
    private static ReviewQueue unreachable() {
        return (ReviewQueue) Proxy.newProxyInstance(
                ReviewServerTest.class.getClassLoader(), new Class<?>[] {ReviewQueue.class}, (proxy, method, args) -> {
                    throw new ReviewQueueException("the queue is gone", new BindException("refused"));
                });
    }
}
