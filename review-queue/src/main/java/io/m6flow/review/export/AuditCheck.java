package io.m6flow.review.export;

import io.m6flow.review.AuditChain;
import io.m6flow.review.QueueCounts;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.kafka.TopicsAsOf;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.schema.DecisionOutcome;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks at the whole audit chain, as Kafka holds it, and at its length in Redis (guarantee I8). Throws {@link
 * io.m6flow.review.ReviewQueueException} when Kafka or Redis does not answer. Thread-safe.
 */
public final class AuditCheck {
    private final ReviewSettings settings;

    public AuditCheck(ReviewSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * What was found.
     *
     * @param chain whole or broken; broken too where a head that was noted earlier is not in it
     * @param sentAtLeast decisions that had left Redis before the topic was looked at
     * @param sentAtMost decisions that had left, or were about to, when it had been read
     */
    public record Finding(AuditChain.Report chain, long sentAtLeast, long sentAtMost) {
        /** Where the chain is whole and Redis has another count of decisions, what is wrong and what to do. */
        public Optional<String> miscount() {
            return chain.fold(
                    whole -> whole.entries() >= sentAtLeast && whole.entries() <= sentAtMost
                            ? Optional.empty()
                            : Optional.of(
                                    "Kafka holds " + whole.entries() + " decisions, and Redis counts " + sentAtLeast
                                            + (sentAtMost == sentAtLeast ? "" : " to " + sentAtMost)
                                            + "; if a relay stopped in the middle, start the service and look again; if"
                                            + " Redis was lost, m6flow review rebuild restores it"),
                    broken -> Optional.empty());
        }
    }

    /**
     * Reads the topic once, from its beginning to where it ends now.
     *
     * @param noted a head that the chain had earlier, and so must still hold
     */
    public Finding check(Optional<AuditChain.Head> noted) {
        try (RedisConnection redis = RedisConnection.to(settings.redis())) {
            RedisReviewQueue queue = new RedisReviewQueue(redis, settings.rules(), () -> {});
            QueueCounts before = queue.counts();
            AuditChain.Report chain = readChain(noted);
            QueueCounts after = queue.counts();
            // What is sent while the topic is read may or may not be on it.
            return new Finding(chain, made(before) - before.unsent(), made(after));
        }
    }

    /** Each item has one decision that stands, and a revoked one the decision before as well. */
    private static long made(QueueCounts counts) {
        return counts.decidedInAll() + counts.decided().getOrDefault(DecisionOutcome.REVOKED, 0L);
    }

    private AuditChain.Report readChain(Optional<AuditChain.Head> noted) {
        String topic = settings.topics().decisions();
        try (TopicsAsOf asOf = TopicsAsOf.open(settings.bootstrapServers(), List.of(topic))) {
            NotedHead entries = new NotedHead(asOf.records(topic), noted);
            AuditChain.Report report = AuditChain.verify(entries);
            return report.fold(whole -> entries.complaint().orElse(whole), broken -> broken);
        }
    }

    /** Hands the entries on, and looks whether the noted head is among them. Confined to one thread. */
    private static final class NotedHead implements Iterator<byte[]> {
        private final Iterator<TopicsAsOf.Found> entries;
        private final Optional<AuditChain.Head> noted;
        private Optional<String> found = Optional.empty();

        private NotedHead(Iterator<TopicsAsOf.Found> entries, Optional<AuditChain.Head> noted) {
            this.entries = entries;
            this.noted = noted;
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public byte[] next() {
            byte[] bytes = entries.next().value();
            if (noted.isPresent() && found.isEmpty()) {
                AuditChain.tryHeadAt(bytes)
                        .filter(head -> head.index() == noted.get().index())
                        .ifPresent(head -> found = Optional.of(head.hash()));
            }
            return bytes;
        }

        private Optional<AuditChain.Report> complaint() {
            if (noted.isEmpty() || found.equals(noted.map(AuditChain.Head::hash))) {
                return Optional.empty();
            }
            long index = noted.get().index();
            return Optional.of(new AuditChain.Report.Broken(
                    index,
                    found.map(hash -> "it has the hash " + hash + ", and "
                                    + noted.get().hash() + " was noted: the log was written anew from here or before")
                            .orElse("the chain ends before it: entries were taken from its end")));
        }
    }
}
