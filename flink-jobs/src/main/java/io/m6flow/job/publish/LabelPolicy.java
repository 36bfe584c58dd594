package io.m6flow.job.publish;

import io.m6flow.schema.AigcMetadata;
import io.m6flow.schema.Kind;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The label that says to readers and machines that a text was written by a machine.
 *
 * @param labels the visible label by kind; a kind that is missing carries neither label nor metadata
 * @param producer who is named as producer in the metadata of GB 45438-2025
 */
public record LabelPolicy(Map<Kind, String> labels, String producer) implements Serializable {
    private static final long serialVersionUID = 1L;

    /** In GB 45438-2025: the content is generated, without doubt. */
    private static final String GENERATED = "1";

    public LabelPolicy {
        labels = Map.copyOf(labels);
        if (producer.isBlank()) {
            throw new IllegalArgumentException("producer is empty; name who answers for the generated content");
        }
    }

    /** "AI生成" on every kind. */
    public static LabelPolicy defaults() {
        Map<Kind, String> labels = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            labels.put(kind, "AI生成");
        }
        return new LabelPolicy(labels, "M6 Flow");
    }

    /** What people read, if the kind carries a label. */
    public Optional<String> label(Kind kind) {
        return Optional.ofNullable(labels.get(kind));
    }

    /** The metadata of one content, named by its contentId. */
    public Optional<AigcMetadata> metadata(Kind kind, String contentId) {
        return label(kind)
                .map(label -> AigcMetadata.newBuilder()
                        .setLabel(GENERATED)
                        .setContentProducer(producer)
                        .setProduceId(contentId)
                        .build());
    }
}
