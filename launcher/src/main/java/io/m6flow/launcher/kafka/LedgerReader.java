package io.m6flow.launcher.kafka;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.Decoded;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.EventDefaults;
import io.m6flow.schema.rule.EventRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Keeps a {@link Ledger} up to date from the committed records of all topics. Confined to one thread. */
public final class LedgerReader implements AutoCloseable {
    private static final List<String> TOPICS = Stream.concat(
                    Stream.of(
                            Topics.PRODUCT_EVENTS,
                            Topics.ASR_SEGMENTS,
                            Topics.EVENT_OUTCOMES,
                            Topics.CONTENT_DRAFTS,
                            Topics.REVIEW_DECISIONS,
                            Topics.CONTENT_PUBLISHED),
                    Topics.deadLetters().stream())
            .toList();

    private static final Set<String> EVENTS = Set.of(Topics.PRODUCT_EVENTS, Topics.ASR_SEGMENTS);

    private final TopicDecoder<ProductEvent> products;
    private final TopicDecoder<EventOutcome> outcomes;
    private final TopicDecoder<ContentDraft> drafts;
    private final TopicDecoder<ReviewDecision> decisions;
    private final TopicDecoder<PublishedContent> published;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Offsets offsets;
    private final Map<TopicPartition, Long> lastEvents = new HashMap<>();
    private final Ledger ledger = new Ledger();

    public LedgerReader(String bootstrap, TopicFormat format) {
        this.products = format.decoder(ProductEvent.class);
        this.outcomes = format.decoder(EventOutcome.class);
        this.drafts = format.decoder(ContentDraft.class);
        this.decisions = format.decoder(ReviewDecision.class);
        this.published = format.decoder(PublishedContent.class);
        this.consumer = Consumers.readCommitted(bootstrap);
        this.offsets = new Offsets(bootstrap);
        consumer.assign(offsets.partitions(TOPICS));
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Reads what has come, waiting at most so long for the first of it. Answers the ledger. */
    public Ledger poll(Duration wait) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            enter(record);
        }
        return ledger;
    }

    /** Reads all that is committed now. */
    public Ledger catchUp() {
        var ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll(Duration.ofMillis(100));
        }
        return ledger;
    }

    /** Whether all events that were written are committed and have been read here. */
    public boolean hasAllEvents() {
        Set<TopicPartition> events = consumer.assignment().stream()
                .filter(partition -> EVENTS.contains(partition.topic()))
                .collect(Collectors.toSet());
        return offsets.ends(events).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** How far behind the events that were read here a group is with what it has made durable. */
    public long backlog(String group) {
        return offsets.backlog(group, lastEvents);
    }

    private void enter(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        switch (record.topic()) {
            case Topics.PRODUCT_EVENTS -> {
                lastEvents.put(partition(record), record.offset());
                ledger.product(origin(record), outcomesOf(value));
            }
            case Topics.ASR_SEGMENTS -> {
                lastEvents.put(partition(record), record.offset());
                ledger.segment(origin(record));
            }
            case Topics.EVENT_OUTCOMES -> ledger.outcome(outcomes.decode(value));
            case Topics.CONTENT_DRAFTS -> ledger.draft(drafts.decode(value));
            case Topics.REVIEW_DECISIONS -> ledger.decision(decisions.decode(value));
            case Topics.CONTENT_PUBLISHED -> ledger.published(published.decode(value));
            // Nothing else is assigned but the topics of dead letters.
            default -> ledger.deadLetter();
        }
    }

    /** One per kind asked for; an event that cannot be used has one in all. */
    private int outcomesOf(byte[] value) {
        if (!(products.tryDecode(value) instanceof Decoded.Message<ProductEvent> product)
                || EventRules.sizeComplaint(value.length).isPresent()
                || EventRules.complaint(product.value()).isPresent()) {
            return 1;
        }
        return EventDefaults.kinds(product.value()).size();
    }

    private static EventOrigin origin(ConsumerRecord<?, ?> record) {
        return new EventOrigin(record.topic(), record.partition(), record.offset());
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    @Override
    public void close() {
        offsets.close();
        consumer.close();
    }
}
