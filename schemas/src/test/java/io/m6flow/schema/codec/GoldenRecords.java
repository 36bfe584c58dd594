package io.m6flow.schema.codec;

import io.m6flow.schema.AigcMetadata;
import io.m6flow.schema.Alternative;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.Decider;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.Finding;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Kind;
import io.m6flow.schema.KindModel;
import io.m6flow.schema.ModelAssignment;
import io.m6flow.schema.ModelTrial;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.ProductOperation;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.RoutedModel;
import io.m6flow.schema.Severity;
import io.m6flow.schema.Source;
import io.m6flow.schema.TermChange;
import io.m6flow.schema.TermOperation;
import io.m6flow.schema.UnlabelledRelease;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;

/** One record of each type with every field set: what the golden files hold. */
final class GoldenRecords {
    private static final Instant NOON = Instant.parse("2026-01-31T04:00:00.123Z");
    private static final EventOrigin ORIGIN = new EventOrigin("product.events", 3, 42L);
    private static final String CONTENT_ID = "0123456789abcdef0123456789abcdef";

    private GoldenRecords() {}

    static List<SpecificRecordBase> all() {
        return List.of(
                product(),
                segment(),
                draft(),
                withdrawal(),
                decision(),
                feedback(),
                published(),
                unlabelled(),
                outcome(),
                letter(),
                term(),
                models());
    }

    /** The version that a record came in: before it there are no files of it. */
    static String since(Class<? extends SpecificRecordBase> type) {
        if (type == ModelAssignment.class) {
            return "0.5";
        }
        return type == TermChange.class || type == UnlabelledRelease.class ? "0.4" : "0.1";
    }

    private static ProductEvent product() {
        return ProductEvent.newBuilder()
                .setProductId("P-1")
                .setMerchantId("M-1")
                .setTitle("法式碎花连衣裙")
                .setOperation(ProductOperation.UPSERT)
                .setRevision(7L)
                .setOccurredAt(NOON)
                .setCategory("女装/连衣裙")
                .setAttributes(List.of(new Attribute("面料", "雪纺"), new Attribute("颜色", "白")))
                .setPrice("199.00")
                .setImageReferences(List.of("img/1.jpg"))
                .setKinds(List.of(Kind.REASON, Kind.BADGE))
                .build();
    }

    private static AsrSegment segment() {
        return AsrSegment.newBuilder()
                .setSessionId("S-1")
                .setSequence(5L)
                .setStartMillis(1_000L)
                .setEndMillis(2_500L)
                .setText("嗯这条裙子它是雪纺的")
                .setFinal$(true)
                .setRoomId("R-1")
                .setHostId("H-1")
                .setConfidence(0.93)
                .setProductId("P-1")
                .setEndOfSession(true)
                .setOccurredAt(NOON)
                .build();
    }

    private static Source source() {
        return Source.newBuilder()
                .setTitle("法式碎花连衣裙")
                .setCategory("女装/连衣裙")
                .setAttributes(List.of(new Attribute("面料", "雪纺")))
                .setPrice("199.00")
                .setTranscript("嗯这条裙子它是雪纺的")
                .setProductId("P-1")
                .setStartMillis(1_000L)
                .setEndMillis(2_500L)
                .build();
    }

    private static ContentDraft draft() {
        return ContentDraft.newBuilder()
                .setContentId(CONTENT_ID)
                .setTenant("M-1")
                .setKind(Kind.REASON)
                .setSubject("P-1")
                .setSubjectRevision(7L)
                .setAttempt(1)
                .setOrderKey("M-1|P-1")
                .setPassageIndex(2)
                .setSource(source())
                .setTitle("法式碎花连衣裙")
                .setText("雪纺轻盈，夏天穿着正好。")
                .setAlternatives(List.of(new Alternative("雪纺料子，轻。", 0.5, 9L)))
                .setOrigin(DraftOrigin.MODEL)
                .setFindings(List.of(new Finding("too-short", 0, 2, Severity.WARNING, "short", "longer")))
                .setEvidence(List.of(new Evidence(0, 2, "面料", 1_000L)))
                .setScores(Map.of("coverage", 1.0))
                .setTrace(new GenerationTrace("m6-nano", "abc", "1", 8L, 20, 12, 3L, 40L, List.of("note")))
                .setPriority(10)
                .setDeadline(NOON)
                .setCreatedAt(NOON)
                .build();
    }

    private static Withdrawal withdrawal() {
        return new Withdrawal("M-1", "P-1", "M-1|P-1", List.of(Kind.REASON), 8L, WithdrawalCause.CHANGED, NOON);
    }

    private static ReviewDecision decision() {
        return ReviewDecision.newBuilder()
                .setDecisionId("D-1")
                .setContentId(CONTENT_ID)
                .setTenant("M-1")
                .setKind(Kind.REASON)
                .setSubject("P-1")
                .setSubjectRevision(7L)
                .setAttempt(1)
                .setOrderKey("M-1|P-1")
                .setPassageIndex(2)
                .setOutcome(DecisionOutcome.EDITED)
                .setBy(new Decider(DeciderType.PERSON, "wang"))
                .setVia("PAGE")
                .setAgreedWith("li")
                .setReasons(List.of("wording"))
                .setPublishSequence(3L)
                .setText("雪纺轻盈，夏天正好。")
                .setDraftText("雪纺轻盈，夏天穿着正好。")
                .setOrigin(DraftOrigin.MODEL)
                .setModel("m6-nano")
                .setModelVersion("abc")
                .setProductId("P-1")
                .setTitle("法式碎花连衣裙")
                .setStartMillis(1_000L)
                .setEndMillis(2_500L)
                .setDecidedAt(NOON)
                .setChainIndex(4L)
                .setPreviousHash("ff")
                .build();
    }

    private static ReviewFeedback feedback() {
        return ReviewFeedback.newBuilder()
                .setContentId(CONTENT_ID)
                .setTenant("M-1")
                .setKind(Kind.REASON)
                .setSubject("P-1")
                .setSubjectRevision(7L)
                .setOrderKey("M-1|P-1")
                .setPassageIndex(2)
                .setSource(source())
                .setAttempt(1)
                .setReason("too long")
                .setBounds(Map.of("maxCharacters", "40"))
                .setRefused(List.of("V领配高腰线，显瘦。"))
                .setWithout(List.of("显瘦"))
                .setPriority(10)
                .setDeadline(NOON)
                .setCreatedAt(NOON)
                .build();
    }

    private static PublishedContent published() {
        return PublishedContent.newBuilder()
                .setContentId(CONTENT_ID)
                .setTenant("M-1")
                .setKind(Kind.REASON)
                .setSubject("P-1")
                .setSubjectRevision(7L)
                .setAttempt(1)
                .setDecisionId("D-1")
                .setPublishSequence(3L)
                .setAction(PublishAction.PUBLISH)
                .setText("雪纺轻盈，夏天正好。")
                .setPassageIndex(2)
                .setProductId("P-1")
                .setTitle("法式碎花连衣裙")
                .setStartMillis(1_000L)
                .setEndMillis(2_500L)
                .setOrigin(DraftOrigin.MODEL)
                .setAiLabel("AI生成")
                .setAigc(new AigcMetadata("1", "M6 Flow", CONTENT_ID, "sha256:00", "shop", "p", "r"))
                .setPublishedAt(NOON)
                .build();
    }

    private static UnlabelledRelease unlabelled() {
        return new UnlabelledRelease(
                CONTENT_ID, "M-1", Kind.REASON, "P-1", "D-1", 3L, "wang@shop.example", "2026/17, 4", NOON);
    }

    private static EventOutcome outcome() {
        return new EventOutcome(ORIGIN, Kind.REASON, Outcome.DRAFTED, "M-1|P-1", "P-1", CONTENT_ID, NOON);
    }

    private static TermChange term() {
        return new TermChange("M-1", "最显瘦", TermOperation.ADD, "显瘦", "夸大", "wang", NOON);
    }

    private static ModelAssignment models() {
        return ModelAssignment.newBuilder()
                .setStandard(new RoutedModel("", "a".repeat(64)))
                .setKinds(List.of(new KindModel(Kind.SCRIPT, new RoutedModel("/models/scripts", "b".repeat(64)))))
                .setTrial(new ModelTrial(
                        new RoutedModel("/models/new", "c".repeat(64)), List.of(Kind.REASON, Kind.THEME), 10, NOON))
                .setReason("写得更全")
                .setBy("wang")
                .setAt(NOON)
                .build();
    }

    private static DeadLetter letter() {
        return DeadLetter.newBuilder()
                .setOrigin(ORIGIN)
                .setReason(DeadLetterReason.INVALID)
                .setMessage("title is missing; it is required")
                .setAttempts(2)
                .setBytes(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)))
                .setDigest("d")
                .setSize(2L)
                .setKind(Kind.REASON)
                .setOrderKey("M-1|P-1")
                .setSubject("P-1")
                .setAt(NOON)
                .build();
    }
}
