package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueRules;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Verdict;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.testkit.redis.RedisServer;
import io.micrometer.core.instrument.Metrics;
import java.net.BindException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Prometheus reads, over a real Redis. */
class ScrapeTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final String ADMIN = "token-of-an-admin";
    private static final String LEAD = "token-of-the-lead";
    private static final Reviewer ANN = new Reviewer("Ann-whose-name-is-no-label");

    @BeforeEach
    void empty() {
        REDIS.flush();
    }

    private static RedisBackedServer start(WebSettings settings) throws BindException {
        return RedisBackedServer.start(
                REDIS.uri(),
                AccessTokens.of(Map.of(
                        ADMIN, new Principal("admin", Role.ADMIN, Optional.empty()),
                        LEAD, new Principal("lead", Role.LEAD, Optional.empty()))),
                settings);
    }

    @Test
    void tellsWhatStandsInTheQueueAndWhatWasDecidedWithoutNames() throws BindException {
        try (RedisBackedServer running = start(RedisBackedServer.settings())) {
            decide(running);
            running.admit(Drafts.reason("M-1", "P-2", "文案"));
            running.anonymous().get("/ready");
            running.anonymous().get("/there/is/none");
            Metrics.counter("m6flow.generator.requests", "tenant", "M-77", "outcome", "written")
                    .increment();
            Metrics.counter("m6flow.generator.requests", "tenant", "M-78", "outcome", "written")
                    .increment();

            HttpResponse<String> answer = running.anonymous().withBearer(ADMIN).get("/metrics");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain; version=0.0.4");
            assertThat(answer.body())
                    .contains(
                            "m6flow_review_waiting{kind=\"REASON\"} 1.0",
                            "m6flow_review_waiting{kind=\"SCRIPT\"} 0.0",
                            "m6flow_review_oldest_seconds{kind=\"REASON\"}",
                            "m6flow_review_claimed 0.0",
                            "m6flow_review_unsent 1.0",
                            "m6flow_review_leases_ended_total 0.0",
                            "m6flow_review_decisions_total{by=\"PERSON\",kind=\"REASON\",outcome=\"APPROVED\",via=\"API\"} 1.0",
                            "m6flow_review_claim_seconds_bucket{kind=\"REASON\",le=\"86400.0\"} 1",
                            "m6flow_review_claim_seconds_bucket{kind=\"REASON\",le=\"+Inf\"} 1",
                            "m6flow_review_decide_seconds_count{kind=\"REASON\"} 1",
                            "m6flow_review_http_seconds_count{method=\"GET\",route=\"/ready\",status=\"200\"} 1",
                            "m6flow_review_http_seconds_count{method=\"any\",route=\"none\",status=\"404\"} 1",
                            "m6flow_review_redis_answer_seconds_bucket",
                            "m6flow_generator_requests_total{outcome=\"written\"} 2.0",
                            "jvm_memory_used_bytes")
                    .doesNotContain("M-1", "M-77", "Ann", "tenant=", "/there/is/none");
        }
    }

    @Test
    void takesAnAdminsToken() throws BindException {
        try (RedisBackedServer running = start(RedisBackedServer.settings())) {
            assertThat(running.anonymous().get("/metrics").statusCode()).isEqualTo(401);
            assertThat(running.anonymous().withBearer(LEAD).get("/metrics").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void whereLoopbackMayReadOnlyWhatAProxyPassesOnTakesAToken() throws BindException {
        try (RedisBackedServer running = start(RedisBackedServer.settings().withMetricsFromLoopback(true))) {
            assertThat(running.anonymous().get("/metrics").statusCode()).isEqualTo(200);
            WebClient passedOn = running.anonymous().with("X-Forwarded-For", "203.0.113.7");
            assertThat(passedOn.get("/metrics").statusCode()).isEqualTo(401);
        }
    }

    private static void decide(RedisBackedServer running) {
        var queue = new RedisReviewQueue(running.redis, QueueRules.DEFAULT.withUndoWindow(Duration.ZERO), () -> {});
        running.admit(Drafts.reason("M-1", "P-1", "文案"));
        queue.decide(ANN, queue.tryClaimNext(ANN, ItemFilter.ALL).orElseThrow(), new Verdict.Approve());
    }
}
