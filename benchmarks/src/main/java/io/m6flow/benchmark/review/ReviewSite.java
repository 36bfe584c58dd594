package io.m6flow.benchmark.review;

import io.m6flow.benchmark.kafka.Broker;
import io.m6flow.local.LocalRedis;
import io.m6flow.local.RedisOptions;
import io.m6flow.review.Arrival;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewCore;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.web.AccessTokens;
import io.m6flow.review.web.Principal;
import io.m6flow.review.web.RequestRate;
import io.m6flow.review.web.ReviewServer;
import io.m6flow.review.web.Role;
import io.m6flow.review.web.WebSettings;
import io.m6flow.schema.ContentDraft;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The whole review service as {@code m6flow up} runs it: Redis that writes to disk before it answers, a broker, the relay,
 * the sweeper, the HTTP server. Not thread-safe.
 */
final class ReviewSite implements AutoCloseable {
    private static final int TOGETHER = 500;

    private final Broker broker;
    private final LocalRedis redis;
    private final ReviewCore core;
    private final ReviewServer server;

    private ReviewSite(Broker broker, LocalRedis redis, ReviewCore core, ReviewServer server) {
        this.broker = broker;
        this.redis = redis;
        this.core = core;
        this.server = server;
    }

    static ReviewSite start(int reviewers) throws BindException {
        Broker broker = Broker.start();
        broker.createTopics("");
        LocalRedis redis = new LocalRedis(RedisOptions.in(broker.directory("redis")));
        redis.start();
        ReviewCore core = new ReviewCore(
                ReviewSettings.of(redis.uri(), broker.bootstrap())
                        .withRules(QueueRules.DEFAULT.withUndoWindow(Duration.ofSeconds(5))),
                Clock.systemUTC());
        ReviewServer server = new ReviewServer(
                core.queue(),
                core.view(),
                core.webParts(AccessTokens.of(owners(reviewers))),
                WebSettings.defaults().withPort(0).withRate(new RequestRate(1000, 1000)),
                Clock.systemUTC());
        core.start();
        server.start();
        return new ReviewSite(broker, redis, core, server);
    }

    private static Map<String, Principal> owners(int reviewers) {
        Map<String, Principal> owners = new HashMap<>();
        IntStream.range(0, reviewers)
                .forEach(i -> owners.put(token(i), new Principal("reviewer " + i, Role.REVIEWER, Optional.empty())));
        return owners;
    }

    static String token(int reviewer) {
        return "token-of-the-benchmark-" + reviewer;
    }

    /** Lets drafts wait. */
    void admit(int count, IntFunction<ContentDraft> drafts, IntConsumer admitted) {
        for (int from = 0; from < count; from += TOGETHER) {
            int end = Math.min(count, from + TOGETHER);
            List<Arrival> arrivals = IntStream.range(from, end)
                    .mapToObj(i -> new Arrival(
                            drafts.apply(i), new SourcePosition("benchmark", 0, i), new Ruling.AwaitPerson()))
                    .toList();
            core.queue().admitAll(arrivals);
            admitted.accept(end - from);
        }
    }

    long waiting() {
        return core.queue().counts().waiting();
    }

    URI address() {
        return server.address();
    }

    Path directory() {
        return broker.directory("probe");
    }

    @Override
    public void close() {
        server.close();
        core.close();
        redis.close();
        broker.close();
    }
}
