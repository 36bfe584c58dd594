package io.m6flow.testkit;

import io.m6flow.schema.AigcMetadata;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.AvroTrust;
import java.time.Instant;
import java.util.function.Consumer;

/** What the world sees: {@code PublishedContents.reason("M-1", "P-1").sequence(3).text("…").build()}. */
public final class PublishedContents {
    static {
        AvroTrust.establish();
    }

    private final PublishedContent.Builder content;

    private PublishedContents(ContentDraft draft) {
        content = PublishedContent.newBuilder()
                .setContentId(draft.getContentId())
                .setTenant(draft.getTenant())
                .setKind(draft.getKind())
                .setSubject(draft.getSubject())
                .setSubjectRevision(draft.getSubjectRevision())
                .setAttempt(draft.getAttempt())
                .setPublishSequence(1)
                .setAction(PublishAction.PUBLISH)
                .setText(draft.getText())
                .setPassageIndex(draft.getPassageIndex())
                .setProductId(draft.getSource().getProductId())
                .setTitle(draft.getTitle())
                .setStartMillis(draft.getSource().getStartMillis())
                .setEndMillis(draft.getSource().getEndMillis())
                .setAiLabel("AI生成")
                .setAigc(AigcMetadata.newBuilder()
                        .setLabel("1")
                        .setContentProducer("m6flow")
                        .setProduceId(draft.getContentId())
                        .build())
                .setPublishedAt(TestTime.NOW);
    }

    public static PublishedContents of(ContentDraft draft) {
        return new PublishedContents(draft);
    }

    public static PublishedContents reason(String merchantId, String productId) {
        return of(Drafts.reason(merchantId, productId).build());
    }

    public static PublishedContents badge(String merchantId, String productId) {
        return of(Drafts.badge(merchantId, productId).build());
    }

    public static PublishedContents passage(String hostId, String sessionId, int passageIndex) {
        return of(Drafts.script(hostId, sessionId, passageIndex).build());
    }

    public static PublishedContents summary(String hostId, String sessionId, String window) {
        return of(Drafts.summary(hostId, sessionId, window).build());
    }

    public PublishedContents sequence(long publishSequence) {
        content.setPublishSequence(publishSequence);
        return this;
    }

    public PublishedContents text(String text) {
        content.setText(text);
        return this;
    }

    /** Taken back, so without text. */
    public PublishedContents retracted() {
        content.setAction(PublishAction.RETRACT).setText("");
        return this;
    }

    public PublishedContents publishedAt(Instant time) {
        content.setPublishedAt(time);
        return this;
    }

    /** Sets what has no word of its own here. */
    public PublishedContents with(Consumer<PublishedContent.Builder> setting) {
        setting.accept(content);
        return this;
    }

    /** The decisionId follows from the content and the sequence. */
    public PublishedContent build() {
        return content.setDecisionId("D-%s-%d".formatted(content.getContentId(), content.getPublishSequence()))
                .build();
    }
}
