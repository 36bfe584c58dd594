package io.m6flow.launcher;

import io.m6flow.review.SourcePosition;
import io.m6flow.review.receipt.Receipt;
import io.m6flow.review.receipt.SinkTrace;
import io.m6flow.review.receipt.Whereabouts;
import io.m6flow.schema.PublishedContent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the topic of published content has of a place; it is compacted, so that of the past it may have nothing. */
final class TopicTrace implements SinkTrace {
    private static final String SINK = "Kafka content.published";

    @Override
    public List<Whereabouts> of(Receipt receipt) {
        Optional<Receipt.OnTopic> latest = receipt.published().stream()
                .max(Comparator.comparingLong(on -> on.content().getPublishSequence()));
        OptionalLong sequence = latest.map(on -> OptionalLong.of(on.content().getPublishSequence()))
                .orElse(OptionalLong.empty());
        return List.of(Whereabouts.at(
                SINK, receipt, sequence, latest.map(TopicTrace::words).orElse("no record of this place")));
    }

    private static String words(Receipt.OnTopic on) {
        PublishedContent content = on.content();
        SourcePosition at = on.position();
        String label = content.getAiLabel();
        return "%s, publishSequence %d, partition %d, offset %d, at %s, %s"
                .formatted(
                        content.getAction(),
                        content.getPublishSequence(),
                        at.partition(),
                        at.offset(),
                        content.getPublishedAt(),
                        label == null ? "unlabelled" : "labelled " + label);
    }
}
