package io.m6flow.generator.route;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Prompt;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which model writes what.
 *
 * @param standard what writes the kinds that have no model of their own; null for the one in the configuration
 * @param kinds models of single kinds
 * @param canary a model on trial, or null
 */
public record ModelRoutes(
        @Nullable ModelChoice standard,
        Map<ContentKind, ModelChoice> kinds,
        @Nullable Canary canary) {
    /** The model in the configuration writes everything. */
    public static final ModelRoutes CONFIGURED = new ModelRoutes(null, Map.of(), null);

    public ModelRoutes {
        kinds = Map.copyOf(kinds);
    }

    /** What is to write this; empty for the model in the configuration. */
    public Optional<ModelChoice> modelFor(Prompt prompt) {
        return canary != null && canary.takes(prompt) ? Optional.of(canary.model()) : modelFor(prompt.kind());
    }

    /** What writes a kind, but for the share of a model on trial; empty for the model in the configuration. */
    public Optional<ModelChoice> modelFor(ContentKind kind) {
        return Optional.ofNullable(kinds.getOrDefault(kind, standard));
    }

    /** All that are named. */
    public Set<ModelChoice> models() {
        Set<ModelChoice> models = new HashSet<>(kinds.values());
        if (standard != null) {
            models.add(standard);
        }
        if (canary != null) {
            models.add(canary.model());
        }
        return models;
    }
}
