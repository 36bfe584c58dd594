package io.m6flow.review.receipt;

import io.m6flow.review.AuditChain;
import io.m6flow.review.HistoryEntry;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.SourcePosition;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.PublishedKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * What a text was written from, by what, who decided about it when, and what the topics say of where it went.
 *
 * @param draft as it was written; empty where neither the topic nor the queue keeps it any more
 * @param earlier the attempts before it at the same revision, oldest first
 * @param item as the queue has it; empty where it has none any more
 * @param history of the item; empty with it
 * @param decisions about it, oldest first
 * @param chain what a look at the whole audit chain found
 * @param published what the topic of published content still has of its place, oldest first
 */
public record Receipt(
        PublishedKey place,
        ContentId contentId,
        Optional<Drafted> draft,
        List<Attempt> earlier,
        Optional<ReviewItem> item,
        List<HistoryEntry> history,
        List<Entry> decisions,
        AuditChain.Report chain,
        List<OnTopic> published) {
    public Receipt {
        earlier = List.copyOf(earlier);
        history = List.copyOf(history);
        decisions = List.copyOf(decisions);
        published = List.copyOf(published);
    }

    /**
     * The draft, and where it was found.
     *
     * @param position on its topic; empty where only the queue has it
     */
    public record Drafted(ContentDraft draft, Optional<SourcePosition> position) {}

    /** An attempt before, with what was said of it. */
    public record Attempt(ContentId contentId, Optional<ContentDraft> draft, List<Entry> decisions) {
        public Attempt {
            decisions = List.copyOf(decisions);
        }
    }

    /**
     * A decision in the audit chain.
     *
     * @param hash SHA-256 in hex of its bytes, which the entry after it carries
     */
    public record Entry(ReviewDecision decision, SourcePosition position, String hash) {}

    public record OnTopic(PublishedContent content, SourcePosition position) {}

    /** Whether the chain holds at this entry and before it. */
    public boolean isLinked(Entry entry) {
        return chain.fold(whole -> true, broken -> entry.decision().getChainIndex() < broken.index());
    }

    /** The publishSequence under which it was last let out; empty if it never was. */
    public OptionalLong publishedAs() {
        return decisions.stream()
                .map(Entry::decision)
                .filter(decision -> !decision.getText().isEmpty())
                .flatMapToLong(decision -> LongStream.of(decision.getPublishSequence()))
                .max();
    }

    /** The publishSequence under which it was taken back; empty if it was not, or was let out again since. */
    public OptionalLong retractedAs() {
        long published = publishedAs().orElse(0);
        return decisions.stream()
                .map(Entry::decision)
                .filter(decision -> decision.getOutcome() == DecisionOutcome.REVOKED)
                .flatMapToLong(decision -> LongStream.of(decision.getPublishSequence()))
                .filter(sequence -> sequence > published)
                .max();
    }
}
