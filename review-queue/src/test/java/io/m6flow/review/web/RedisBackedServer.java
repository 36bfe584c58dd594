package io.m6flow.review.web;

import io.m6flow.review.QueueRules;
import io.m6flow.review.ReferenceTerms;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.recall.RecallChecks;
import io.m6flow.review.recall.Recalls;
import io.m6flow.review.redis.RedisAnswers;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisLists;
import io.m6flow.review.redis.RedisNumbers;
import io.m6flow.review.redis.RedisPublishedView;
import io.m6flow.review.redis.RedisRecalls;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.review.redis.RedisSessions;
import io.m6flow.review.trial.TrialStanding;
import io.m6flow.schema.ContentDraft;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The server as it is run: over a real Redis, with nothing in this process's memory that has to last. */
final class RedisBackedServer implements AutoCloseable {
    private static final int MANY = 1_000_000;

    final RedisConnection redis;
    final RedisReviewQueue queue;
    final ReviewServer server;
    final Recalls recalls;
    final ReferenceTerms terms;

    /** How the model on trial does, as the dashboard asks for it. */
    final AtomicReference<Optional<TrialStanding>> trial;

    private long offset;

    private RedisBackedServer(
            RedisConnection redis,
            ReviewServer server,
            RedisReviewQueue queue,
            Recalls recalls,
            ReferenceTerms terms,
            AtomicReference<Optional<TrialStanding>> trial) {
        this.redis = redis;
        this.server = server;
        this.queue = queue;
        this.recalls = recalls;
        this.terms = terms;
        this.trial = trial;
    }

    /** Limits stand out of the way. */
    static WebSettings settings() {
        RequestRate rate = new RequestRate(MANY, MANY);
        return new WebSettings("127.0.0.1", 0, 64 * 1024, MANY, Duration.ofHours(1), rate, false, null);
    }

    static RedisBackedServer start(URI uri, TokenOwners tokens, WebSettings settings) throws BindException {
        return start(uri, tokens, settings, Optional.empty());
    }

    static RedisBackedServer start(
            URI uri, TokenOwners tokens, WebSettings settings, Optional<IdentityProvider> provider)
            throws BindException {
        RedisConnection redis = RedisConnection.to(uri);
        RedisReviewQueue queue = new RedisReviewQueue(redis, QueueRules.DEFAULT, () -> {});
        AtomicInteger ids = new AtomicInteger();
        Recalls recalls = RedisRecalls.of(
                queue, redis, RecallChecks.TERMS_ALONE, Clock.systemUTC(), () -> "r" + ids.incrementAndGet());
        ReferenceTerms terms = new ReferenceTerms();
        AtomicReference<Optional<TrialStanding>> trial = new AtomicReference<>(Optional.empty());
        WebParts parts = new WebParts(
                        tokens,
                        new RedisLists(redis),
                        new RedisSessions(redis),
                        new RedisAnswers(redis, AnswerLimits.DEFAULT),
                        provider)
                .withInsight(new Insight(new RedisNumbers(redis), Optional::empty, trial::get))
                .withRecalls(recalls)
                .withTerms(terms);
        ReviewServer server =
                new ReviewServer(queue, new RedisPublishedView(redis), parts, settings, Clock.systemUTC());
        server.start();
        return new RedisBackedServer(redis, server, queue, recalls, terms, trial);
    }

    ItemRef admit(ContentDraft draft) {
        queue.admit(draft, new SourcePosition("content.drafts", 0, offset++), new Ruling.AwaitPerson());
        return ItemRef.parse(draft.getTenant(), draft.getContentId());
    }

    /** A policy lets it out at once. */
    ItemRef publish(ContentDraft draft) {
        queue.admit(draft, new SourcePosition("content.drafts", 0, offset++), new Ruling.ApproveNow("approve-all"));
        return ItemRef.parse(draft.getTenant(), draft.getContentId());
    }

    WebClient anonymous() {
        return new WebClient(server.address().toString());
    }

    @Override
    public void close() {
        server.close();
        redis.close();
    }
}
