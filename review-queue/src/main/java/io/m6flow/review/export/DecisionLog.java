package io.m6flow.review.export;

import io.m6flow.review.AuditChain;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.kafka.TopicsAsOf;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ReviewDecision;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * The decisions, each once, and the drafts as they are on the topics when this is opened. May be read again and again,
 * one reading at a time. Throws {@link io.m6flow.review.ReviewQueueException} when Kafka does not answer. Confined
 * to one thread.
 */
public final class DecisionLog implements AutoCloseable {
    private final ReviewSettings settings;
    private final TopicsAsOf asOf;

    /** A decision with the head that it makes. */
    public record Entry(ReviewDecision decision, AuditChain.Head head) {}

    private DecisionLog(ReviewSettings settings, TopicsAsOf asOf) {
        this.settings = settings;
        this.asOf = asOf;
    }

    public static DecisionLog open(ReviewSettings settings) {
        var topics = settings.topics();
        return new DecisionLog(
                settings, TopicsAsOf.open(settings.bootstrapServers(), List.of(topics.decisions(), topics.drafts())));
    }

    /** All decisions from the first on; what was sent again, and what is no decision, is passed over. */
    Iterator<Entry> entries() {
        var records = asOf.records(settings.topics().decisions());
        var decoder = settings.format().decoder(ReviewDecision.class);
        return new Iterator<>() {
            private final Deque<Entry> next = new ArrayDeque<>();
            private long last;

            @Override
            public boolean hasNext() {
                while (next.isEmpty() && records.hasNext()) {
                    byte[] bytes = records.next().value();
                    decoder.tryDecode(bytes).fold(decision -> offer(decision, bytes), why -> false);
                }
                return !next.isEmpty();
            }

            private boolean offer(ReviewDecision decision, byte[] bytes) {
                if (decision.getChainIndex() <= last) {
                    return false;
                }
                last = decision.getChainIndex();
                return next.add(new Entry(decision, AuditChain.headAt(bytes)));
            }

            @Override
            public Entry next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the log was read to its end");
                }
                return next.remove();
            }
        };
    }

    /** All drafts that the topic still keeps; what is no draft is passed over. */
    void drafts(Consumer<ContentDraft> reader) {
        var decoder = settings.format().decoder(ContentDraft.class);
        asOf.read(
                settings.topics().drafts(),
                portion -> portion.forEach(found -> decoder.tryDecode(found.value())
                        .fold(
                                draft -> {
                                    reader.accept(draft);
                                    return true;
                                },
                                why -> false)));
    }

    @Override
    public void close() {
        asOf.close();
    }
}
