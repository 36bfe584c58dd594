package io.m6flow.review.receipt;

import io.m6flow.review.AuditChain;
import io.m6flow.review.HistoryEntry;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.kafka.TopicsAsOf;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Gathers receipts from what is on the topics when this is opened, and from the queue. Reads the whole log of decisions,
 * since only so it can say that the chain holds; of drafts and published content one partition. Throws {@link
 * io.m6flow.review.ReviewQueueException} when Kafka or Redis does not answer. Confined to one thread.
 */
public final class Receipts implements AutoCloseable {
    private final ReviewSettings settings;
    private final TopicsAsOf topics;
    private final RedisConnection redis;
    private final RedisReviewQueue queue;

    private Receipts(ReviewSettings settings, TopicsAsOf topics) {
        this.settings = settings;
        this.topics = topics;
        this.redis = RedisConnection.to(settings.redis());
        this.queue = new RedisReviewQueue(redis, settings.rules(), () -> {});
    }

    public static Receipts open(ReviewSettings settings) {
        List<String> names =
                List.of(settings.topics().decisions(), settings.topics().drafts(), Topics.CONTENT_PUBLISHED);
        return new Receipts(settings, TopicsAsOf.open(settings.bootstrapServers(), names));
    }

    /** The receipt of one text; empty if nobody knows it. */
    public Optional<Receipt> of(ContentId content) {
        Log log = read(decision -> decision.getContentId().equals(content.value()));
        if (log.entries.isEmpty()) {
            return undecided(content).map(draft -> receipt(draft.draft(), draft, log));
        }
        ReviewDecision any = log.entries.get(0).decision();
        Log all = any.getAttempt() == 0 ? log : read(isAt(PublishedKey.of(any)));
        return Optional.of(receipt(any, all));
    }

    /** The receipt of what stands at a place, or stood there last, or else was decided there last. */
    public Optional<Receipt> of(PublishedKey place) {
        Log log = read(isAt(place));
        Comparator<ReviewDecision> latest = Comparator.comparing((ReviewDecision decision) -> !isOut(decision))
                .thenComparing(ReviewDecision::getChainIndex, Comparator.reverseOrder());
        return log.entries.stream().map(Receipt.Entry::decision).min(latest).map(decision -> receipt(decision, log));
    }

    private static boolean isOut(ReviewDecision decision) {
        return !decision.getText().isEmpty();
    }

    private static Predicate<ReviewDecision> isAt(PublishedKey place) {
        return decision -> decision.getTenant().equals(place.tenant().value())
                && decision.getKind() == place.kind()
                && decision.getSubject().equals(place.subject().value());
    }

    /** Some entries of the log, and what is to be said of the whole of it. */
    private record Log(List<Receipt.Entry> entries, AuditChain.Report chain) {
        List<Receipt.Entry> of(ContentId content) {
            return entries.stream()
                    .filter(entry -> entry.decision().getContentId().equals(content.value()))
                    .toList();
        }
    }

    private Log read(Predicate<ReviewDecision> wanted) {
        TopicDecoder<ReviewDecision> decoder = settings.format().decoder(ReviewDecision.class);
        Iterator<TopicsAsOf.Found> records = topics.records(settings.topics().decisions());
        Map<Long, Receipt.Entry> entries = new HashMap<>();
        Iterator<byte[]> watched = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public byte[] next() {
                TopicsAsOf.Found found = records.next();
                decoded(decoder, found.value()).filter(wanted).ifPresent(decision -> {
                    String hash = AuditChain.headAt(found.value()).hash();
                    entries.putIfAbsent(decision.getChainIndex(), new Receipt.Entry(decision, found.position(), hash));
                });
                return found.value();
            }
        };
        AuditChain.Report chain = AuditChain.verify(watched);
        // Behind the first entry that does not fit there may be more of what is wanted.
        watched.forEachRemaining(rest -> {});
        List<Receipt.Entry> inOrder = entries.values().stream()
                .sorted(Comparator.comparing(entry -> entry.decision().getChainIndex()))
                .toList();
        return new Log(inOrder, chain);
    }

    private Receipt receipt(ReviewDecision decision, Log log) {
        ContentId content = new ContentId(decision.getContentId());
        Set<ContentId> wanted =
                new HashSet<>(earlier(PublishedKey.of(decision), decision.getSubjectRevision(), decision.getAttempt()));
        wanted.add(content);
        Map<ContentId, Receipt.Drafted> drafts = drafts(wanted, Optional.of(decision.getOrderKey()));
        Optional<ReviewItem> item = queue.find(new TenantId(decision.getTenant()), content);
        Optional<Receipt.Drafted> draft = Optional.ofNullable(drafts.get(content))
                .or(() -> item.map(each -> new Receipt.Drafted(each.draft(), Optional.empty())));
        return receipt(
                PublishedKey.of(decision),
                content,
                decision.getSubjectRevision(),
                decision.getAttempt(),
                draft,
                drafts,
                item,
                log);
    }

    private Receipt receipt(ContentDraft draft, Receipt.Drafted drafted, Log log) {
        PublishedKey place =
                new PublishedKey(new TenantId(draft.getTenant()), draft.getKind(), new Subject(draft.getSubject()));
        ContentId content = ContentId.of(draft);
        List<ContentId> earlier = earlier(place, draft.getSubjectRevision(), draft.getAttempt());
        Log all = earlier.isEmpty() ? log : read(isAt(place));
        Map<ContentId, Receipt.Drafted> drafts =
                earlier.isEmpty() ? Map.of() : drafts(Set.copyOf(earlier), Optional.of(draft.getOrderKey()));
        Optional<ReviewItem> item = queue.find(place.tenant(), content);
        return receipt(
                place,
                content,
                draft.getSubjectRevision(),
                draft.getAttempt(),
                Optional.of(drafted),
                drafts,
                item,
                all);
    }

    private Receipt receipt(
            PublishedKey place,
            ContentId content,
            long revision,
            int attempt,
            Optional<Receipt.Drafted> draft,
            Map<ContentId, Receipt.Drafted> drafts,
            Optional<ReviewItem> item,
            Log log) {
        List<Receipt.Attempt> attempts = earlier(place, revision, attempt).stream()
                .map(before -> new Receipt.Attempt(
                        before, Optional.ofNullable(drafts.get(before)).map(Receipt.Drafted::draft), log.of(before)))
                .toList();
        List<HistoryEntry> history = item.isEmpty() ? List.of() : queue.history(place.tenant(), content);
        return new Receipt(
                place, content, draft, attempts, item, history, log.of(content), log.chain(), published(place));
    }

    private static List<ContentId> earlier(PublishedKey place, long revision, int attempt) {
        return IntStream.range(0, attempt)
                .mapToObj(before -> ContentId.of(place.tenant(), place.kind(), place.subject(), revision, before))
                .toList();
    }

    private Optional<Receipt.Drafted> undecided(ContentId content) {
        return Optional.ofNullable(drafts(Set.of(content), Optional.empty()).get(content));
    }

    /** Those that the topic still keeps: the first under an id stands. Where the key is known, its partition is enough. */
    private Map<ContentId, Receipt.Drafted> drafts(Set<ContentId> wanted, Optional<String> orderKey) {
        TopicDecoder<ContentDraft> decoder = settings.format().decoder(ContentDraft.class);
        String topic = settings.topics().drafts();
        Map<ContentId, Receipt.Drafted> drafts = new HashMap<>();
        Iterator<TopicsAsOf.Found> records =
                orderKey.map(key -> topics.records(topic, key)).orElseGet(() -> topics.records(topic));
        while (records.hasNext() && drafts.size() < wanted.size()) {
            TopicsAsOf.Found found = records.next();
            decoded(decoder, found.value())
                    .filter(draft -> wanted.contains(ContentId.of(draft)))
                    .ifPresent(draft -> drafts.putIfAbsent(
                            ContentId.of(draft), new Receipt.Drafted(draft, Optional.of(found.position()))));
        }
        return drafts;
    }

    private List<Receipt.OnTopic> published(PublishedKey place) {
        TopicDecoder<PublishedContent> decoder = settings.format().decoder(PublishedContent.class);
        Iterator<TopicsAsOf.Found> records = topics.records(Topics.CONTENT_PUBLISHED, place.value());
        List<Receipt.OnTopic> published = new ArrayList<>();
        while (records.hasNext()) {
            TopicsAsOf.Found found = records.next();
            decoded(decoder, found.value())
                    .filter(content -> PublishedKey.of(content).equals(place))
                    .ifPresent(content -> published.add(new Receipt.OnTopic(content, found.position())));
        }
        return published;
    }

    /** What is no such record is passed over. */
    private static <T extends SpecificRecordBase> Optional<T> decoded(TopicDecoder<T> decoder, byte[] bytes) {
        return decoder.tryDecode(bytes).fold(Optional::of, why -> Optional.empty());
    }

    @Override
    public void close() {
        topics.close();
        redis.close();
    }
}
