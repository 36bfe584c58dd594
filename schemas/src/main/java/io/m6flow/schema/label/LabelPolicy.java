package io.m6flow.schema.label;

import io.m6flow.schema.AigcMetadata;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.id.TenantId;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How texts that a machine wrote are labelled when they leave: for people, and for machines with the metadata of GB
 * 45438-2025. Edited by a person, a text stays generated. Recognised speech was not generated and bears neither. Immutable.
 *
 * @param labels what people see, for every kind
 * @param producer name or code of who provides the generation
 * @param propagator name or code of who spreads the texts; empty where nobody is named
 * @param waivers whose texts leave without the visible label; the metadata they bear all the same
 */
public record LabelPolicy(Map<Kind, VisibleLabel> labels, String producer, String propagator, List<Waiver> waivers)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Of the standard: the content is generated, without doubt. */
    private static final String GENERATED = "1";

    private static final int LONGEST_NAME = 100;

    static {
        AvroTrust.establish();
    }

    public LabelPolicy {
        labels = Map.copyOf(labels);
        producer = producer.strip();
        propagator = propagator.strip();
        waivers = List.copyOf(waivers);
        for (Kind kind : Kind.values()) {
            if (!labels.containsKey(kind)) {
                throw new IllegalArgumentException("labels has none for " + kind + "; only a waiver leaves labels out");
            }
        }
        if (producer.isEmpty()) {
            throw new IllegalArgumentException("producer is empty; name who answers for the generated content");
        }
        if (producer.length() > LONGEST_NAME || propagator.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "producer and propagator may have " + LONGEST_NAME + " characters each at most");
        }
    }

    /** "AI生成" beside every text, without waivers. */
    public static LabelPolicy defaults() {
        return with(VisibleLabel.USUAL);
    }

    /** The same label for every kind. */
    public static LabelPolicy with(VisibleLabel label) {
        Map<Kind, VisibleLabel> labels = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            labels.put(kind, label);
        }
        return new LabelPolicy(labels, "M6 Flow", "", List.of());
    }

    public LabelPolicy withWaivers(List<Waiver> newWaivers) {
        return new LabelPolicy(labels, producer, propagator, newWaivers);
    }

    /** The decision's text as it is released at this moment, waivers heeded. */
    public LabelledText release(ReviewDecision decision, Instant now) {
        if (isSpeech(decision)) {
            return LabelledText.speech(decision.getText());
        }
        Waiver waiver = waiver(new TenantId(decision.getTenant()), decision.getKind(), now);
        if (waiver == null) {
            return whole(decision);
        }
        return new LabelledText(decision.getText(), null, metadata(decision, decision.getText()), waiver);
    }

    /** The decision's text for those who have it by another way than as published content: with its label in any case. */
    public LabelledText whole(ReviewDecision decision) {
        if (isSpeech(decision)) {
            return LabelledText.speech(decision.getText());
        }
        VisibleLabel label = label(decision.getKind());
        String text = label.in(decision.getText());
        return new LabelledText(text, label.words(), metadata(decision, text), null);
    }

    /** A generated text in what a tool writes, where it may not be changed: with its label beside it in any case. */
    public LabelledText beside(Kind kind, String id, String text) {
        return new LabelledText(text, label(kind).words(), metadata(id, text).build(), null);
    }

    /**
     * Where the decision's text comes from, whoever edited it. That is the draft's origin, unless a passage is past its
     * deadline: it leaves as its transcript, whatever the model had made of it; nothing else leaves so.
     */
    public static DraftOrigin origin(ReviewDecision decision) {
        boolean expiredAsSpoken = decision.getKind() == Kind.SCRIPT
                && decision.getOutcome() == DecisionOutcome.EXPIRED
                && !decision.getText().equals(decision.getDraftText());
        return expiredAsSpoken ? DraftOrigin.RAW_TRANSCRIPT : decision.getOrigin();
    }

    private static boolean isSpeech(ReviewDecision decision) {
        return origin(decision) == DraftOrigin.RAW_TRANSCRIPT;
    }

    private VisibleLabel label(Kind kind) {
        return Objects.requireNonNull(labels.get(kind), "every kind has one");
    }

    private @Nullable Waiver waiver(TenantId tenant, Kind kind, Instant now) {
        return waivers.stream()
                .filter(waiver -> waiver.holds(tenant, kind, now))
                .findFirst()
                .orElse(null);
    }

    private AigcMetadata metadata(ReviewDecision decision, String text) {
        return metadata(decision.getContentId(), text)
                .setPropagateId(propagator.isEmpty() ? "" : decision.getDecisionId())
                .build();
    }

    private AigcMetadata.Builder metadata(String id, String text) {
        return AigcMetadata.newBuilder()
                .setLabel(GENERATED)
                .setContentProducer(producer)
                .setProduceId(id)
                .setReservedCode1("sha256:" + sha256(text))
                .setContentPropagator(propagator);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
