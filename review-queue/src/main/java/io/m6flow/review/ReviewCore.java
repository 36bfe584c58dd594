package io.m6flow.review;

import io.m6flow.review.kafka.DecisionRelay;
import io.m6flow.review.kafka.DraftIntake;
import io.m6flow.review.kafka.ModelTopic;
import io.m6flow.review.kafka.TermTopic;
import io.m6flow.review.kafka.TrialWatch;
import io.m6flow.review.recall.RecallChecks;
import io.m6flow.review.recall.RecallWorker;
import io.m6flow.review.recall.Recalls;
import io.m6flow.review.redis.RedisAnswers;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisLists;
import io.m6flow.review.redis.RedisNumbers;
import io.m6flow.review.redis.RedisOutbox;
import io.m6flow.review.redis.RedisPublishedView;
import io.m6flow.review.redis.RedisRecalls;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.review.redis.RedisSessions;
import io.m6flow.review.redis.RedisWatch;
import io.m6flow.review.web.AnswerLimits;
import io.m6flow.review.web.AnswerStore;
import io.m6flow.review.web.Insight;
import io.m6flow.review.web.SessionStore;
import io.m6flow.review.web.TokenOwners;
import io.m6flow.review.web.WebParts;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The review service without its pages:
 *
 * <pre>
 * content.drafts, content.withdrawals ─► intake ─► queue (Redis) ─► outbox ─► relay ─► review.decisions,
 *                                                  ▲ people  ▲ sweeper                 review.feedback
 * guard.terms ◄─► terms ◄─► people
 * </pre>
 *
 * Construct it whole, start it once, close it once. The queue and the view can be used as soon as it is
 * constructed, and until it is closed. Thread-safe.
 */
public final class ReviewCore implements AutoCloseable {
    private static final int RECALL_DIGITS = 10;
    private static final Duration TRIAL_LOOKS = Duration.ofSeconds(30);

    private final RedisConnection redis;
    /** Of what runs by itself: a crowd of callers that wait for a connection must not hold up leases and deadlines. */
    private final RedisConnection own;

    private final RedisReviewQueue queue;
    private final RedisPublishedView view;
    private final PagedLists lists;
    private final SessionStore sessions;
    private final AnswerStore answers;
    private final DecisionRelay relay;
    private final DraftIntake intake;
    private final Sweeper sweeper;
    private final TermTopic terms;
    private final TrialWatch trial;
    private final RedisWatch watch;
    private final RedisNumbers numbers;
    private final Recalls recalls;
    private final RecallWorker recallWorker;
    private final RecallChecks checks;

    public ReviewCore(ReviewSettings settings, Clock clock) {
        this(settings, RecallChecks.TERMS_ALONE, clock);
    }

    /** @param checks what published texts are held against when they are recalled */
    public ReviewCore(ReviewSettings settings, RecallChecks checks, Clock clock) {
        this.redis = RedisConnection.to(settings.redis());
        this.own = RedisConnection.to(settings.redis());
        this.relay = new DecisionRelay(
                new RedisOutbox(own), settings.bootstrapServers(), settings.topics(), settings.groupId() + "-relay");
        this.queue = new RedisReviewQueue(redis, settings.rules(), relay::wake);
        RedisReviewQueue background = new RedisReviewQueue(own, settings.rules(), relay::wake);
        this.view = new RedisPublishedView(redis);
        this.lists = new RedisLists(redis);
        this.sessions = new RedisSessions(redis);
        this.answers = new RedisAnswers(redis, AnswerLimits.DEFAULT);
        this.intake = new DraftIntake(
                settings.bootstrapServers(),
                settings.groupId(),
                settings.topics(),
                settings.format(),
                background,
                settings.intakePolicy(),
                clock);
        this.watch = new RedisWatch(redis, InstantSource.system());
        this.numbers = new RedisNumbers(redis);
        this.sweeper = new Sweeper(background::sweep, settings.sweepEvery());
        this.recalls = recalls(queue, redis, checks, clock);
        this.recallWorker = new RecallWorker(recalls(background, own, checks, clock), settings.sweepEvery());
        this.checks = checks;
        this.terms =
                new TermTopic(settings.bootstrapServers(), settings.topics().terms(), settings.format());
        this.trial = new TrialWatch(
                new ModelTopic(settings.bootstrapServers(), settings.topics().models(), settings.format()),
                new RedisNumbers(own),
                TRIAL_LOOKS,
                clock);
    }

    private static Recalls recalls(RedisReviewQueue queue, RedisConnection redis, RecallChecks checks, Clock clock) {
        SecureRandom random = new SecureRandom();
        return RedisRecalls.of(
                queue, redis, checks, clock, () -> HexFormat.of().toHexDigits(random.nextLong(), RECALL_DIGITS));
    }

    /** Starts what runs by itself. Kafka and Redis may come up later. */
    public void start() {
        watch.start();
        relay.start();
        sweeper.start();
        intake.start();
        recallWorker.start();
        terms.start();
        trial.start();
        checks.check().ifPresent(TextCheck::prepare);
    }

    public ReviewQueue queue() {
        return queue;
    }

    public PublishedView view() {
        return view;
    }

    /** What the pages stand on: all of it outlives this process, for it is in Redis or on a topic. */
    public WebParts webParts(TokenOwners tokens) {
        WebParts parts = new WebParts(tokens, lists, sessions, answers, Optional.empty())
                .withInsight(new Insight(numbers, () -> Optional.of(health()), trial::standing))
                .withRecalls(recalls)
                .withTerms(terms);
        return checks.check().map(parts::withCheck).orElse(parts);
    }

    /** How it does just now; never waits for Redis or Kafka. */
    public ReviewHealth health() {
        return new ReviewHealth(
                watch.status(),
                intake.status(),
                relay.status(),
                sweeper.status(),
                recallWorker.status(),
                terms.status(),
                trial.status());
    }

    /** Stops what comes in first and what goes out last; nothing is lost by stopping. */
    @Override
    public void close() {
        trial.close();
        terms.close();
        intake.close();
        recallWorker.close();
        checks.check().ifPresent(TextCheck::close);
        sweeper.close();
        relay.close();
        watch.close();
        own.close();
        redis.close();
    }
}
