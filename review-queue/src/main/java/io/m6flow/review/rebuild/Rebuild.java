package io.m6flow.review.rebuild;

import io.m6flow.review.Admission;
import io.m6flow.review.Arrival;
import io.m6flow.review.QueueCounts;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.ReviewTopics;
import io.m6flow.review.Risk;
import io.m6flow.review.Ruling;
import io.m6flow.review.Rulings;
import io.m6flow.review.kafka.GroupMembers;
import io.m6flow.review.kafka.TopicsAsOf;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisImage;
import io.m6flow.review.redis.RedisRestore;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.codec.NotAMessageException;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Restores the queue in Redis from the topics, and proves it: every record goes into Redis through the scripts and into
 * {@link TopicsFold} beside it, and at the end the two must show the same {@link Image}. Nothing else may change Redis
 * meanwhile. Throws {@link io.m6flow.review.ReviewQueueException} when Kafka or Redis does not answer, {@link
 * BrokenLogException} when the log has holes; Redis is unfinished then, and a rebuild that replaces it begins anew.
 * Confined to one thread.
 */
public final class Rebuild implements AutoCloseable {
    private final ReviewSettings settings;
    private final ReviewTopics topics;
    private final RedisConnection redis;
    private final RedisReviewQueue queue;
    private final RedisRestore restore;
    private final TopicsFold fold;
    private final Map<Admission, Long> admitted = new EnumMap<>(Admission.class);
    /** Of each draft that the topic keeps. */
    private final Map<String, Boolean> risks = new HashMap<>();

    private long decisions;
    private long feedback;
    private long withdrawals;
    private long drafts;
    private long unusable;
    private long purged;

    /** Is told how far the rebuild has come. */
    public interface Progress {
        void read(String topic, long records, long ofAtMost);
    }

    public Rebuild(ReviewSettings settings) {
        this.settings = settings;
        this.topics = settings.topics();
        this.redis = RedisConnection.to(settings.redis());
        this.queue = new RedisReviewQueue(redis, settings.rules(), () -> {});
        this.restore = new RedisRestore(redis, settings.rules());
        this.fold = new TopicsFold(settings.rules());
    }

    /**
     * Why no service may start on this Redis and what to do, or empty: a rebuild of it did not come to its end. Empty too
     * where Redis does not answer.
     */
    public static Optional<String> unfinished(URI redis) {
        try (RedisConnection connection = RedisConnection.to(redis)) {
            return connection.answers() && RedisRestore.isUnfinished(connection)
                    ? Optional.of("a rebuild of this Redis did not end well, so that it may lack items and number texts"
                            + " anew; run m6flow review rebuild --replace first")
                    : Optional.empty();
        }
    }

    /** Why it cannot run now and what to do, or empty. */
    public Optional<String> obstacle(boolean replace) {
        int members = GroupMembers.count(settings.bootstrapServers(), settings.groupId());
        if (members > 0) {
            return Optional.of("a review service reads as the group " + settings.groupId() + " (" + members
                    + " members); stop it first, and wait ten seconds if it was killed");
        }
        return replace ? Optional.empty() : restore.holds().map(Rebuild::wouldReplace);
    }

    private static String wouldReplace(QueueCounts counts) {
        return "Redis holds a queue (" + counts.waiting() + " waiting, " + counts.claimed() + " claimed, "
                + counts.decidedInAll() + " decided, " + counts.unsent() + " decisions that Kafka does not have);"
                + " --replace drops it, and with it those " + counts.unsent();
    }

    /**
     * Runs once.
     *
     * @throws IllegalStateException if there is an {@link #obstacle}
     */
    public RebuildReport run(boolean replace, Progress progress) {
        obstacle(replace).ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        try (TopicsAsOf asOf = TopicsAsOf.open(
                settings.bootstrapServers(),
                List.of(topics.decisions(), topics.feedback(), topics.withdrawals(), topics.drafts()))) {
            restore.clear();
            Instant began = restore.begin();
            read(asOf, progress, topics.drafts(), this::lookAtDrafts);
            read(asOf, progress, topics.decisions(), this::takeDecisions);
            read(asOf, progress, topics.feedback(), this::takeFeedback);
            restore.chain(fold.head(), fold.lastOffset());
            read(asOf, progress, topics.withdrawals(), this::takeWithdrawals);
            read(asOf, progress, topics.drafts(), this::takeDrafts);
            purged = restore.purgeAll();
            RebuildReport report = prove(began);
            if (report.isProved()) {
                restore.finish();
            }
            return report;
        }
    }

    private static void read(TopicsAsOf asOf, Progress progress, String topic, Consumer<List<TopicsAsOf.Found>> taker) {
        long all = asOf.size(topic);
        long[] read = {0};
        progress.read(topic, 0, all);
        asOf.read(topic, portion -> {
            taker.accept(portion);
            read[0] += portion.size();
            progress.read(topic, read[0], all);
        });
    }

    /** The models' records count only drafts without risk, which no decision tells. */
    private void lookAtDrafts(List<TopicsAsOf.Found> portion) {
        TopicDecoder<ContentDraft> decoder = settings.format().decoder(ContentDraft.class);
        for (TopicsAsOf.Found found : portion) {
            decoder.tryDecode(found.value())
                    .fold(draft -> risks.putIfAbsent(draft.getContentId(), Risk.of(draft)), unusableDraft -> null);
        }
    }

    private void takeDecisions(List<TopicsAsOf.Found> portion) {
        TopicDecoder<ReviewDecision> decoder = settings.format().decoder(ReviewDecision.class);
        List<LoggedDecision> taken = new ArrayList<>();
        for (TopicsAsOf.Found found : portion) {
            ReviewDecision decision = decoder.tryDecode(found.value()).fold(it -> it, why -> {
                throw new BrokenLogException("offset " + found.position().offset() + " of " + topics.decisions()
                        + " is no decision; m6flow review verify says more");
            });
            LoggedDecision logged = new LoggedDecision(decision, risks.get(decision.getContentId()));
            if (fold.decision(logged, found.value(), found.position().offset())) {
                taken.add(logged);
            }
        }
        restore.decisions(taken);
        decisions += taken.size();
    }

    private void takeFeedback(List<TopicsAsOf.Found> portion) {
        List<ReviewFeedback> taken = usable(portion, ReviewFeedback.class, (one, found) -> one);
        taken.forEach(fold::feedback);
        restore.feedback(taken);
        feedback += taken.size();
    }

    private void takeWithdrawals(List<TopicsAsOf.Found> portion) {
        usable(portion, Withdrawal.class, (withdrawal, found) -> {
            TenantId tenant = new TenantId(withdrawal.getTenant());
            new Subject(withdrawal.getSubject());
            restore.open(tenant);
            queue.withdraw(withdrawal, found.position());
            fold.withdrawal(withdrawal, found.position());
            withdrawals++;
            return withdrawal;
        });
    }

    private void takeDrafts(List<TopicsAsOf.Found> portion) {
        List<Arrival> arrivals = usable(
                portion,
                ContentDraft.class,
                (draft, found) -> new Arrival(draft, found.position(), new Ruling.AwaitPerson()));
        drafts += arrivals.size();
        List<Arrival> undecided = restore.drafts(arrivals);
        Rulings rulings = new Rulings(settings.intakePolicy(), queue);
        List<Arrival> ruled = undecided.stream().map(rulings::on).toList();
        queue.admitAll(ruled).forEach(what -> admitted.merge(what, 1L, Long::sum));
        foldDrafts(arrivals, ruled);
    }

    /** In the order of the topic: each as it was ruled about, where it was. */
    private void foldDrafts(List<Arrival> arrivals, List<Arrival> ruled) {
        int next = 0;
        for (Arrival arrival : arrivals) {
            boolean isRuled = next < ruled.size() && ruled.get(next).position().equals(arrival.position());
            fold.draft(isRuled ? ruled.get(next) : arrival);
            next += isRuled ? 1 : 0;
        }
    }

    /** What the intake can use; it has made dead letters of the others. */
    private <T extends SpecificRecordBase, R> List<R> usable(
            List<TopicsAsOf.Found> portion, Class<T> type, BiFunction<T, TopicsAsOf.Found, R> taken) {
        TopicDecoder<T> decoder = settings.format().decoder(type);
        List<R> usable = new ArrayList<>();
        for (TopicsAsOf.Found found : portion) {
            try {
                usable.add(taken.apply(decoder.decode(found.value()), found));
            } catch (NotAMessageException e) {
                unusable++;
            } catch (IllegalArgumentException e) {
                unusable++;
            }
        }
        return usable;
    }

    private RebuildReport prove(Instant began) {
        Image told = fold.image(began);
        Image shown = new RedisImage(redis).read(began);
        return new RebuildReport(
                decisions,
                feedback,
                withdrawals,
                drafts,
                admitted.getOrDefault(Admission.WAITING, 0L),
                admitted.getOrDefault(Admission.APPROVED, 0L),
                admitted.getOrDefault(Admission.SUPERSEDED, 0L),
                fold.standIns(began),
                purged,
                unusable,
                told.size(),
                told.digest(),
                shown.digest(),
                Image.differences(told, shown));
    }

    @Override
    public void close() {
        redis.close();
    }
}
