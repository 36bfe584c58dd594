package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RequestLimitTest {
    @RegisterExtension
    final RunningServer running = new RunningServer();

    private final AdjustableClock clock = new AdjustableClock();
    private final RequestLimit limit = new RequestLimit(new RequestRate(10, 20), clock);

    @Test
    void letsABurstPassAndThenTheRateAlone() {
        for (int i = 0; i < 20; i++) {
            assertThat(limit.tryPass("lin")).as("request %d", i).isZero();
        }
        assertThat(limit.tryPass("lin")).isEqualTo(Duration.ofMillis(100));

        clock.advance(Duration.ofMillis(99));
        assertThat(limit.tryPass("lin")).as("a little too early").isPositive();
        clock.advance(Duration.ofMillis(1));
        assertThat(limit.tryPass("lin")).isZero();
        assertThat(limit.tryPass("lin")).isPositive();
    }

    @Test
    void gathersNoMoreThanABurst() {
        clock.advance(Duration.ofDays(1));
        for (int i = 0; i < 20; i++) {
            assertThat(limit.tryPass("lin")).isZero();
        }
        assertThat(limit.tryPass("lin")).isPositive();
    }

    @Test
    void slowsDownNobodyElse() {
        for (int i = 0; i < 21; i++) {
            limit.tryPass("lin");
        }
        assertThat(limit.tryPass("wu")).isZero();
    }

    @Test
    void saysWhichRateIsNone() {
        assertThatThrownBy(() -> new RequestRate(0, 1)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new RequestRate(10, 9)).hasMessageContaining("at least perSecond (10), was 9");
    }

    @Test
    void tellsAProgramWhenToComeAgain() {
        WebClient program = running.program(RunningServer.LIN);
        int burst = RequestRate.GENEROUS.burst();
        for (int i = 0; i < burst; i++) {
            assertThat(program.get("/api/v1/counts").statusCode()).isEqualTo(200);
        }

        HttpResponse<String> answer = program.get("/api/v1/counts");
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(running.program(RunningServer.WU).get("/api/v1/counts").statusCode())
                .as("another is not slowed down")
                .isEqualTo(200);

        running.clock.advance(Duration.ofSeconds(1));
        assertThat(program.get("/api/v1/counts").statusCode()).isEqualTo(200);
    }
}
