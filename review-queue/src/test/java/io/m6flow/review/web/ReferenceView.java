package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.PublishedView;
import io.m6flow.schema.AigcMetadata;
import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.json.JsonRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Published content in plain memory. */
final class ReferenceView implements PublishedView {
    static {
        AvroTrust.establish();
    }

    private final List<PublishedContent> contents = new CopyOnWriteArrayList<>();

    void publish(PublishedContent content) {
        contents.add(content);
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
    public List<JsonNode> products(TenantId tenant, int limit) {
        return contents.stream()
                .filter(each -> each.getTenant().equals(tenant.value()))
                .filter(each -> each.getKind() != Kind.SCRIPT && each.getKind() != Kind.SUMMARY)
                .sorted(Comparator.comparing(PublishedContent::getPublishedAt).reversed())
                .limit(limit)
                .map(each -> (JsonNode) JsonRecords.object(each))
                .toList();
    }

    @Override
    public List<JsonNode> session(SessionId session) {
        List<PublishedContent> own = new ArrayList<>(
                contents.stream().filter(each -> isOf(session, each)).toList());
        own.sort(Comparator.comparing(PublishedContent::getKind)
                .thenComparing(each -> each.getPassageIndex() == null ? 0 : each.getPassageIndex()));
        return own.stream().map(each -> (JsonNode) JsonRecords.object(each)).toList();
    }

    @Override
    public Optional<TenantId> tenantOf(SessionId session) {
        return contents.stream()
                .filter(each -> isOf(session, each))
                .map(each -> new TenantId(each.getTenant()))
                .findFirst();
    }

    private static boolean isOf(SessionId session, PublishedContent content) {
        return (content.getKind() == Kind.SCRIPT || content.getKind() == Kind.SUMMARY)
                && content.getSubject().startsWith(session + "#");
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
                .setAigc(new AigcMetadata("1", "m6", "id", "", ""))
                .setPublishedAt(at);
    }
}
