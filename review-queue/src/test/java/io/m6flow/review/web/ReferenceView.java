package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.PublishedChanges;
import io.m6flow.review.PublishedView;
import io.m6flow.schema.AigcMetadata;
import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.id.Listing;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.schema.rule.EventRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Published content in plain memory. Thread-safe. */
final class ReferenceView implements PublishedView {
    static {
        AvroTrust.establish();
    }

    /** What each place showed last, retractions among them. Guarded by this. */
    private final Map<PublishedKey, Noted> places = new LinkedHashMap<>();
    /** The number of each log's last change. Guarded by this. */
    private final Map<Listing, Long> logs = new HashMap<>();
    /** Tells logs from those before. Guarded by this. */
    private long began = 1;
    /** How many listings were asked for changes in each look. Guarded by this. */
    private final List<Integer> looks = new ArrayList<>();

    private record Noted(long number, PublishedContent content) {
        boolean isPublished() {
            return content.getAction() == PublishAction.PUBLISH;
        }
    }

    synchronized void publish(PublishedContent content) {
        places.put(PublishedKey.of(content), new Noted(logs.merge(listing(content), 1L, Long::sum), content));
    }

    /** Takes everything away. */
    synchronized void clear() {
        places.clear();
        logs.clear();
        began++;
    }

    synchronized List<Integer> looks() {
        return List.copyOf(looks);
    }

    void retractCopy(String tenant, Kind kind, String product) {
        publish(content(tenant, kind, product, "", Instant.EPOCH)
                .setProductId(product)
                .setPublishSequence(2)
                .setAction(PublishAction.RETRACT)
                .build());
    }

    void publishCopy(String tenant, Kind kind, String product, String text, Instant at) {
        publish(content(tenant, kind, product, text, at).setProductId(product).build());
    }

    void publishTitled(String tenant, String product, String title, String text, Instant at) {
        publish(content(tenant, Kind.REASON, product, text, at)
                .setProductId(product)
                .setTitle(title)
                .build());
    }

    void publishPassage(String tenant, String session, int index, String text, Instant at) {
        publish(content(tenant, Kind.SCRIPT, session + "#" + index, text, at)
                .setPassageIndex(index)
                .setStartMillis(index * 20_000L)
                .setEndMillis(index * 20_000L + 18_000L)
                .build());
    }

    void publishSummary(String tenant, String session, String text, Instant at) {
        publish(content(tenant, Kind.SUMMARY, session + "#all", text, at).build());
    }

    @Override
    public synchronized List<JsonNode> products(TenantId tenant, int limit) {
        return published()
                .filter(each -> listing(each).equals(Listing.products(tenant)))
                .sorted(Comparator.comparing(PublishedContent::getPublishedAt).reversed())
                .limit(limit)
                .map(each -> (JsonNode) JsonRecords.object(each))
                .toList();
    }

    @Override
    public synchronized List<JsonNode> session(SessionId session) {
        return published()
                .filter(each -> isOf(session, each))
                .sorted(Comparator.comparing(PublishedContent::getKind)
                        .thenComparing(each -> each.getPassageIndex() == null ? 0 : each.getPassageIndex()))
                .map(each -> (JsonNode) JsonRecords.object(each))
                .toList();
    }

    @Override
    public synchronized Optional<TenantId> tenantOf(SessionId session) {
        return places.values().stream()
                .map(Noted::content)
                .filter(each -> isOf(session, each))
                .map(each -> new TenantId(each.getTenant()))
                .findFirst();
    }

    @Override
    public synchronized List<PublishedChanges> changes(List<PublishedChanges.Ask> asks, int limit) {
        if (limit > 0 && !asks.isEmpty()) {
            looks.add(asks.size());
        }
        return asks.stream().map(ask -> changes(ask, limit)).toList();
    }

    private PublishedChanges changes(PublishedChanges.Ask ask, int limit) {
        long last = logs.getOrDefault(ask.listing(), 0L);
        long log = last == 0 ? 0 : began;
        boolean isOther = ask.after().log() != log || ask.after().number() > last;
        long after = isOther ? 0 : ask.after().number();
        List<PublishedChanges.Change> changes = places.entrySet().stream()
                .filter(place -> listing(place.getValue().content()).equals(ask.listing()))
                .filter(place -> place.getValue().number() > after)
                .map(place -> change(place.getKey(), place.getValue()))
                .sorted(Comparator.comparing(PublishedChanges.Change::number))
                .limit(limit)
                .toList();
        long to = changes.isEmpty() ? after : changes.get(changes.size() - 1).number();
        return new PublishedChanges(
                isOther && ask.after().number() > 0, new PublishedChanges.Cursor(log, to), last, changes);
    }

    private static PublishedChanges.Change change(PublishedKey place, Noted noted) {
        return new PublishedChanges.Change(
                noted.number(),
                place,
                noted.content().getPublishSequence(),
                noted.isPublished() ? Optional.of(JsonRecords.object(noted.content())) : Optional.empty());
    }

    private Stream<PublishedContent> published() {
        return places.values().stream().filter(Noted::isPublished).map(Noted::content);
    }

    private static Listing listing(PublishedContent content) {
        TenantId tenant = new TenantId(content.getTenant());
        String subject = content.getSubject();
        return EventRules.isLive(content.getKind())
                ? Listing.session(tenant, new SessionId(subject.substring(0, subject.lastIndexOf('#'))))
                : Listing.products(tenant);
    }

    private static boolean isOf(SessionId session, PublishedContent content) {
        return listing(content).equals(Listing.session(new TenantId(content.getTenant()), session));
    }

    private static PublishedContent.Builder content(String tenant, Kind kind, String subject, String text, Instant at) {
        return PublishedContent.newBuilder()
                .setContentId("0123456789abcdef0123456789abcdef")
                .setTenant(tenant)
                .setKind(kind)
                .setSubject(subject)
                .setSubjectRevision(1)
                .setDecisionId("decision")
                .setPublishSequence(1)
                .setAction(PublishAction.PUBLISH)
                .setText(text)
                .setAiLabel("AI生成")
                .setAigc(new AigcMetadata("1", "m6", "id", "", "", "", ""))
                .setPublishedAt(at);
    }
}
