package io.m6flow.review.web;

import io.m6flow.schema.Alternative;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.Finding;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import io.m6flow.schema.Source;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Drafts for tests that read as words. */
final class Drafts {
    static final Instant CREATED = Instant.parse("2026-11-21T08:00:00Z");

    static {
        AvroTrust.establish();
    }

    private Drafts() {}

    static ContentDraft reason(String tenant, String product, String text) {
        return product(tenant, Kind.REASON, product, text).build();
    }

    static ContentDraft.Builder product(String tenant, Kind kind, String product, String text) {
        Source source = Source.newBuilder()
                .setTitle("法式碎花连衣裙")
                .setCategory("女装/连衣裙")
                .setPrice("199.00")
                .setAttributes(List.of(new Attribute("面料", "雪纺"), new Attribute("领型", "V领")))
                .build();
        return draft(tenant, kind, product, text).setSource(source);
    }

    static ContentDraft.Builder script(String tenant, String session, int index, String said, String text) {
        Source source = Source.newBuilder()
                .setTranscript(said)
                .setStartMillis(60_000L)
                .setEndMillis(83_000L)
                .build();
        return draft(tenant, Kind.SCRIPT, session + "#" + index, text)
                .setPassageIndex(index)
                .setPriority(10)
                .setSource(source);
    }

    /** With all that a draft can carry. */
    static ContentDraft full(String tenant, String product) {
        String text = "全网最低价的雪纺裙，V领显瘦，轻盈透气。";
        return product(tenant, Kind.REASON, product, text)
                .setFindings(List.of(new Finding("adlaw.superlative", 0, 5, Severity.ERROR, "绝对化用语", "改为“实惠的价格”")))
                .setEvidence(List.of(new Evidence(6, 8, "面料", null), new Evidence(10, 12, "领型", null)))
                .setAlternatives(List.of(new Alternative("雪纺面料轻盈透气，V领修饰颈部线条。", 0.81, 2L)))
                .setScores(Map.of("likelihood", 0.913))
                .setTrace(new GenerationTrace(
                        "m6-nano", "a1b2c3", "reason-3", 42L, 61, 24, 12L, 480L, List.of("attributes left out: 图案")))
                .build();
    }

    private static ContentDraft.Builder draft(String tenant, Kind kind, String subject, String text) {
        ContentId id = ContentId.of(new TenantId(tenant), kind, new Subject(subject), 1, 0);
        return ContentDraft.newBuilder()
                .setContentId(id.value())
                .setTenant(tenant)
                .setKind(kind)
                .setSubject(subject)
                .setSubjectRevision(1)
                .setOrderKey(tenant + "|" + subject)
                .setText(text)
                .setCreatedAt(CREATED);
    }
}
