package io.m6flow.benchmark.review;

import io.m6flow.schema.Attribute;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Source;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.OrderKey;
import io.m6flow.schema.id.ProductId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.List;

/** Drafts about products of many merchants, of the size that the sample products' have. Immutable. */
final class WaitingDrafts {
    private static final List<Kind> KINDS = List.of(Kind.REASON, Kind.THEME, Kind.HINT, Kind.BADGE);

    private final int merchants;
    private final Instant writtenAt;

    WaitingDrafts(int merchants, Instant writtenAt) {
        this.merchants = merchants;
        this.writtenAt = writtenAt;
    }

    ContentDraft draft(int number) {
        TenantId tenant = new TenantId("merchant-" + number % merchants);
        ProductId product = new ProductId("P-" + number);
        Subject subject = Subject.product(product);
        Kind kind = KINDS.get(number % KINDS.size());
        String text = "V领配高腰线，碎花雪纺轻盈，夏天通勤约会都能穿。" + number;
        return ContentDraft.newBuilder()
                .setContentId(ContentId.of(tenant, kind, subject, 1, 0).value())
                .setTenant(tenant.value())
                .setKind(kind)
                .setSubject(subject.value())
                .setSubjectRevision(1)
                .setOrderKey(OrderKey.of(tenant, product).value())
                .setSource(source(product))
                .setTitle("法式碎花连衣裙女夏季新款收腰显瘦雪纺长裙")
                .setText(text)
                .setEvidence(List.of(new Evidence(0, 2, "领型", null), new Evidence(7, 9, "面料", null)))
                .setTrace(GenerationTrace.newBuilder()
                        .setModel("m6-nano")
                        .setModelVersion("benchmark")
                        .setPromptVersion("1")
                        .setSeed(number)
                        .setSourceTokens(60)
                        .setWrittenTokens(20)
                        .setWaitingMillis(3)
                        .setGeneratingMillis(400)
                        .build())
                .setCreatedAt(writtenAt.plusMillis(number))
                .build();
    }

    private static Source source(ProductId product) {
        return Source.newBuilder()
                .setTitle("法式碎花连衣裙女夏季新款收腰显瘦雪纺长裙")
                .setCategory("女装/连衣裙")
                .setAttributes(List.of(
                        new Attribute("面料", "雪纺"),
                        new Attribute("领型", "V领"),
                        new Attribute("腰型", "高腰"),
                        new Attribute("袖长", "短袖"),
                        new Attribute("图案", "碎花")))
                .setPrice("199.00")
                .setProductId(product.value())
                .build();
    }
}
