package io.m6flow.e2e.cluster;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.Decoded;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Tells from the committed records of Kafka alone whether the guarantees hold: every event has its one outcome and
 * every draft its one decision (I1), nothing undecided was published and everything approved was (I3, I4), sequences
 * never go back (I5), drafts come once and say what must follow from their source (I6), the chain of decisions has no
 * hole (I8), passages leave in speaking order (I9), poison costs its own record only (I10). It shares no counting with the product. Confined to one thread.
 */
final class KafkaAccount implements AutoCloseable {
    private static final int SHOWN = 20;
    private static final List<String> TOPICS = List.of(
            Topics.PRODUCT_EVENTS,
            Topics.ASR_SEGMENTS,
            Topics.EVENT_OUTCOMES,
            Topics.CONTENT_DRAFTS,
            Topics.REVIEW_DECISIONS,
            Topics.CONTENT_PUBLISHED,
            Topics.DEAD_LETTERS);

    private final RecordCodec<ProductEvent> products = RecordCodec.of(ProductEvent.class);
    private final RecordCodec<AsrSegment> segments = RecordCodec.of(AsrSegment.class);
    private final RecordCodec<EventOutcome> outcomes = RecordCodec.of(EventOutcome.class);
    private final RecordCodec<ContentDraft> drafts = RecordCodec.of(ContentDraft.class);
    private final RecordCodec<ReviewDecision> decisions = RecordCodec.of(ReviewDecision.class);
    private final RecordCodec<PublishedContent> published = RecordCodec.of(PublishedContent.class);
    private final RecordCodec<DeadLetter> letters = RecordCodec.of(DeadLetter.class);
    private final KafkaConsumer<byte[], byte[]> consumer;

    private final Map<Place, Integer> outcomesDue = new HashMap<>();
    private final Map<Place, Integer> lettersDue = new HashMap<>();
    private final Map<String, Integer> decisionsDue = new HashMap<>();
    private final Map<String, Integer> publicationsDue = new HashMap<>();
    private final Set<String> draftIds = new HashSet<>();
    private final Set<String> promised = new HashSet<>();
    private final Set<String> decisionIds = new HashSet<>();
    private final Map<String, Integer> textsLetOut = new HashMap<>();
    private final Map<String, Integer> textsPublished = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, Integer> passages = new HashMap<>();
    private final List<String> breaches = new ArrayList<>();
    private long chain;
    private long events;

    final Gap draftGap = new Gap();
    final Gap decisionGap = new Gap();
    final Gap publishedGap = new Gap();

    /** An event and one kind asked of it. */
    private record Place(String topic, int partition, long offset, String kind) {}

    KafkaAccount(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrap,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "max.poll.records", "5000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(TOPICS.stream()
                .map(consumer::partitionsFor)
                .flatMap(Collection::stream)
                .map(found -> new TopicPartition(found.topic(), found.partition()))
                .toList());
        consumer.seekToBeginning(consumer.assignment());
    }

    void poll() {
        consumer.poll(Duration.ofMillis(100)).forEach(this::enter);
    }

    /** Forgets the waits so far. */
    void restartGaps() {
        draftGap.restart();
        decisionGap.restart();
        publishedGap.restart();
    }

    long events() {
        return events;
    }

    int drafts() {
        return draftIds.size();
    }

    /** Whether everything that was begun has come to its end, if all goes right. */
    boolean isSettled() {
        return outcomesDue.isEmpty() && lettersDue.isEmpty() && decisionsDue.isEmpty() && publicationsDue.isEmpty();
    }

    /** What is wrong, now that nothing more comes; empty if all guarantees hold. */
    List<String> breaches() {
        List<String> all = new ArrayList<>(breaches);
        first(outcomesDue).forEach(open -> all.add("I1: outcomes due, or too many if negative: " + open));
        first(lettersDue).forEach(open -> all.add("I10: dead letters due, or too many if negative: " + open));
        first(decisionsDue).forEach(open -> all.add("I1: decisions due, or too many if negative: " + open));
        first(publicationsDue).forEach(open -> all.add("I3: publications due, or too many if negative: " + open));
        promised.stream()
                .filter(id -> !draftIds.contains(id))
                .limit(SHOWN)
                .forEach(id -> all.add("I1: an outcome names the draft " + id + ", which is not there"));
        textsPublished.forEach((decision, text) -> {
            if (!text.equals(textsLetOut.get(decision)) && all.size() < SHOWN) {
                all.add("I4: published without a decision that lets this text out: " + decision);
            }
        });
        return all;
    }

    @Override
    public String toString() {
        return events + " events, " + draftIds.size() + " drafts, " + decisionIds.size() + " decisions, "
                + textsPublished.size() + " published; due: " + outcomesDue.size() + " outcomes, "
                + decisionsDue.size() + " decisions, " + publicationsDue.size() + " publications";
    }

    private void enter(ConsumerRecord<byte[], byte[]> found) {
        byte[] value = found.value();
        switch (found.topic()) {
            case Topics.PRODUCT_EVENTS -> {
                events++;
                product(found);
            }
            case Topics.ASR_SEGMENTS -> {
                events++;
                segments.decode(value);
                settle(outcomesDue, place(found, ""), 1);
            }
            case Topics.EVENT_OUTCOMES -> outcome(outcomes.decode(value));
            case Topics.CONTENT_DRAFTS -> draft(drafts.decode(value));
            case Topics.REVIEW_DECISIONS -> decision(decisions.decode(value));
            case Topics.CONTENT_PUBLISHED -> published(published.decode(value));
            case Topics.DEAD_LETTERS -> {
                var origin = letters.decode(value).getOrigin();
                settle(lettersDue, new Place(origin.getTopic(), origin.getPartition(), origin.getOffset(), ""), -1);
            }
            default -> throw new IllegalStateException("not assigned: " + found.topic());
        }
    }

    private void product(ConsumerRecord<?, byte[]> found) {
        if (products.tryDecode(found.value()) instanceof Decoded.Message<ProductEvent> product) {
            product.value().getKinds().forEach(kind -> settle(outcomesDue, place(found, kind.name()), 1));
        } else {
            settle(outcomesDue, place(found, ""), 1);
            settle(lettersDue, place(found, ""), 1);
        }
    }

    private void outcome(EventOutcome outcome) {
        var origin = outcome.getOrigin();
        String kind = outcome.getKind() == null ? "" : outcome.getKind().name();
        settle(outcomesDue, new Place(origin.getTopic(), origin.getPartition(), origin.getOffset(), kind), -1);
        if (outcome.getContentId() != null) {
            promised.add(outcome.getContentId());
        }
    }

    private void draft(ContentDraft draft) {
        draftGap.end();
        String id = draft.getContentId();
        if (!draftIds.add(id)) {
            breach("I6: a second draft " + id);
        }
        settle(decisionsDue, id, 1);
        ContentId due = ContentId.of(
                new TenantId(draft.getTenant()),
                draft.getKind(),
                new Subject(draft.getSubject()),
                draft.getSubjectRevision(),
                draft.getAttempt());
        if (!id.equals(due.value())) {
            breach("I6: draft " + id + " should be named " + due);
        }
        if (!textIsDue(draft, due)) {
            breach("I6: draft " + id + " does not say what follows from its source");
        }
        if (draft.getKind() == Kind.SCRIPT) {
            Integer place = draft.getPassageIndex();
            Integer next = passages.merge(draft.getOrderKey(), 1, Integer::sum) - 1;
            if (!next.equals(place)) {
                breach("I9: " + draft.getOrderKey() + " has passage " + place + " where " + next + " is due");
            }
        }
    }

    private static boolean textIsDue(ContentDraft draft, ContentId id) {
        return switch (draft.getKind()) {
            case REASON, THEME, HINT, BADGE ->
                draft.getText()
                        .equals(EchoGenerator.aboutProduct(
                                String.valueOf(draft.getSource().getTitle()), id.seed(0)));
            case SCRIPT ->
                draft.getText()
                        .equals(EchoGenerator.ofSpeech(
                                String.valueOf(draft.getSource().getTranscript())));
            case SUMMARY -> !draft.getText().isBlank();
        };
    }

    private void decision(ReviewDecision decision) {
        decisionGap.end();
        if (!decisionIds.add(decision.getDecisionId())) {
            // A resend after a crash repeats the sealed bytes; readers drop it by its id.
            return;
        }
        if (decision.getChainIndex() != ++chain) {
            breach("I8: entry " + decision.getChainIndex() + " where " + chain + " is due");
        }
        settle(decisionsDue, decision.getContentId(), -1);
        if (decision.getOutcome() == DecisionOutcome.APPROVED) {
            settle(publicationsDue, decision.getDecisionId(), 1);
            textsLetOut.put(decision.getDecisionId(), decision.getText().hashCode());
        }
    }

    private void published(PublishedContent content) {
        publishedGap.end();
        settle(publicationsDue, content.getDecisionId(), -1);
        textsPublished.put(content.getDecisionId(), content.getText().hashCode());
        String key = content.getTenant() + "|" + content.getKind() + "|" + content.getSubject();
        Long before = sequences.put(key, content.getPublishSequence());
        if (before != null && before >= content.getPublishSequence()) {
            breach("I5: " + key + " went from " + before + " to " + content.getPublishSequence());
        }
    }

    private void breach(String what) {
        if (breaches.size() < SHOWN) {
            breaches.add(what);
        }
    }

    private static Place place(ConsumerRecord<?, ?> found, String kind) {
        return new Place(found.topic(), found.partition(), found.offset(), kind);
    }

    /** What comes to nothing is forgotten. */
    private static <K> void settle(Map<K, Integer> due, K key, int change) {
        due.merge(key, change, (old, more) -> old + more == 0 ? null : Objects.requireNonNull(old) + more);
    }

    private static List<String> first(Map<?, Integer> due) {
        return due.entrySet().stream().limit(SHOWN).map(Object::toString).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
