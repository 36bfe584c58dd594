package io.m6flow.sink.webhook;

import io.m6flow.schema.AigcMetadata;
import io.m6flow.schema.Kind;
import java.util.Optional;

/** The label that every text which leaves carries, unless the policy for its kind says otherwise. Thread-safe. */
public interface AiLabels {

    /**
     * A label.
     *
     * @param visible for people, such as "AI生成"
     * @param metadata for machines, as GB 45438-2025 names it
     */
    record AiLabel(String visible, AigcMetadata metadata) {}

    Optional<AiLabel> of(Kind kind, String contentId);
}
