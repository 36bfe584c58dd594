package io.m6flow.testkit;

import io.m6flow.schema.Attribute;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Finding;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import io.m6flow.schema.Source;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.OrderKey;
import io.m6flow.schema.id.ProductId;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Drafts that wait for approval: {@code Drafts.reason("M-1", "P-1").revision(2).text("…").build()}. */
public final class Drafts {
    static {
        AvroTrust.establish();
    }

    private static final int LIVE_PRIORITY = 10;

    private final ContentDraft.Builder draft = ContentDraft.newBuilder();
    private final List<Finding> findings = new ArrayList<>();

    private Drafts(String tenant, Kind kind, Subject subject, OrderKey orderKey, Source source, String text) {
        draft.setTenant(tenant)
                .setKind(kind)
                .setSubject(subject.value())
                .setSubjectRevision(1)
                .setOrderKey(orderKey.value())
                .setSource(source)
                .setTitle(Objects.requireNonNullElse(source.getTitle(), ""))
                .setText(text)
                .setCreatedAt(TestTime.NOW);
    }

    public static Drafts reason(String merchantId, String productId) {
        return product(Kind.REASON, merchantId, productId, "V领配高腰线，碎花雪纺轻盈，夏天通勤约会都能穿。");
    }

    public static Drafts theme(String merchantId, String productId) {
        return product(Kind.THEME, merchantId, productId, "法式碎花季");
    }

    public static Drafts hint(String merchantId, String productId) {
        return product(Kind.HINT, merchantId, productId, "碎花茶歇裙");
    }

    public static Drafts badge(String merchantId, String productId) {
        return product(Kind.BADGE, merchantId, productId, "V领高腰");
    }

    /** The passage of this index, about product P-1; its first segment has the sequence 10 times the index. */
    public static Drafts script(String hostId, String sessionId, int passageIndex) {
        var session = new SessionId(sessionId);
        var drafts = new Drafts(
                hostId,
                Kind.SCRIPT,
                Subject.passage(session, 10L * passageIndex),
                OrderKey.of(new TenantId(hostId), session),
                speech("那个宝宝们这条碎花裙呢它是雪纺的不用怕透", passageIndex),
                "宝宝们，这条碎花裙是雪纺的，不用怕透。");
        drafts.draft.setPassageIndex(passageIndex).setPriority(LIVE_PRIORITY);
        return drafts;
    }

    /** The summary of a window, such as "all". */
    public static Drafts summary(String hostId, String sessionId, String window) {
        var session = new SessionId(sessionId);
        return new Drafts(
                hostId,
                Kind.SUMMARY,
                Subject.summary(session, window),
                OrderKey.of(new TenantId(hostId), session),
                speech("宝宝们，这条碎花裙是雪纺的，不用怕透。毛衣三成羊毛，半高领。", 0),
                "本场介绍雪纺碎花裙和半高领羊毛衫两款。");
    }

    private static Drafts product(Kind kind, String merchantId, String productId, String text) {
        return new Drafts(
                merchantId,
                kind,
                Subject.product(new ProductId(productId)),
                OrderKey.of(new TenantId(merchantId), new ProductId(productId)),
                Source.newBuilder()
                        .setTitle("法式碎花连衣裙女夏季新款收腰显瘦雪纺长裙")
                        .setCategory("女装/连衣裙")
                        .setAttributes(List.of(
                                new Attribute("面料", "雪纺"), new Attribute("领型", "V领"), new Attribute("腰型", "高腰")))
                        .setPrice("199.00")
                        .setProductId(productId)
                        .build(),
                text);
    }

    private static Source speech(String transcript, int passageIndex) {
        return Source.newBuilder()
                .setTranscript(transcript)
                .setProductId("P-1")
                .setStartMillis(passageIndex * 20_000L)
                .setEndMillis(passageIndex * 20_000L + 15_000L)
                .build();
    }

    public Drafts text(String text) {
        draft.setText(text);
        return this;
    }

    public Drafts revision(long subjectRevision) {
        draft.setSubjectRevision(subjectRevision);
        return this;
    }

    public Drafts attempt(int attempt) {
        draft.setAttempt(attempt);
        return this;
    }

    public Drafts deadline(Instant deadline) {
        draft.setDeadline(deadline);
        return this;
    }

    /** The model had no time: the text is what was recognised. */
    public Drafts raw() {
        String transcript = draft.getSource().getTranscript();
        if (transcript == null) {
            throw new IllegalStateException("only what was written from speech can go out raw");
        }
        draft.setOrigin(DraftOrigin.RAW_TRANSCRIPT).setText(transcript);
        return this;
    }

    /** A guard noticed this span of the text that is set by now. */
    public Drafts finding(String rule, String span) {
        int start = draft.getText().indexOf(span);
        if (start < 0) {
            throw new IllegalArgumentException("the text does not hold \"" + span + "\"; set the text first");
        }
        findings.add(Finding.newBuilder()
                .setRule(rule)
                .setStart(start)
                .setEnd(start + span.length())
                .setSeverity(Severity.WARNING)
                .setMessage("“" + span + "”需要核实")
                .build());
        return this;
    }

    /** Which version of the model wrote it. */
    public Drafts model(String version) {
        draft.setTrace(GenerationTrace.newBuilder()
                .setModel("m6-nano")
                .setModelVersion(version)
                .setPromptVersion("1")
                .setSeed(7)
                .setSourceTokens(60)
                .setWrittenTokens(20)
                .setWaitingMillis(3)
                .setGeneratingMillis(400)
                .build());
        return this;
    }

    /** Sets what has no word of its own here. */
    public Drafts with(Consumer<ContentDraft.Builder> setting) {
        setting.accept(draft);
        return this;
    }

    /** The contentId follows from the rest. */
    public ContentDraft build() {
        ContentId id = ContentId.of(
                new TenantId(draft.getTenant()),
                draft.getKind(),
                new Subject(draft.getSubject()),
                draft.getSubjectRevision(),
                draft.getAttempt());
        return draft.setContentId(id.value()).setFindings(List.copyOf(findings)).build();
    }
}
