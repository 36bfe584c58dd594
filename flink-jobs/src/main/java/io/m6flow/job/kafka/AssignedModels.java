package io.m6flow.job.kafka;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.route.Canary;
import io.m6flow.generator.route.ModelChoice;
import io.m6flow.generator.route.ModelRoutes;
import io.m6flow.schema.Kind;
import io.m6flow.schema.KindModel;
import io.m6flow.schema.ModelAssignment;
import io.m6flow.schema.ModelTrial;
import io.m6flow.schema.RoutedModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Assignments of models, as generators follow them. */
public final class AssignedModels {
    private AssignedModels() {}

    /** What is wrong with an assignment and what to do, if anything is. */
    public static Optional<String> complaint(ModelAssignment assignment) {
        try {
            var unused = routes(assignment);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The routes that an assignment stands for.
     *
     * @throws IllegalArgumentException if it cannot be followed
     */
    public static ModelRoutes routes(ModelAssignment assignment) {
        Map<ContentKind, ModelChoice> kinds = new HashMap<>();
        for (KindModel each : assignment.getKinds()) {
            if (kinds.put(kind(each.getKind()), choice(each.getModel())) != null) {
                throw new IllegalArgumentException(each.getKind() + " has two models; name one");
            }
        }
        RoutedModel standard = assignment.getStandard();
        return new ModelRoutes(standard == null ? null : choice(standard), kinds, canary(assignment.getTrial()));
    }

    private static @Nullable Canary canary(@Nullable ModelTrial trial) {
        return trial == null ? null : new Canary(choice(trial.getModel()), kinds(trial.getKinds()), trial.getPercent());
    }

    private static Set<ContentKind> kinds(List<Kind> kinds) {
        return kinds.stream().map(AssignedModels::kind).collect(Collectors.toSet());
    }

    private static ContentKind kind(Kind kind) {
        return ContentKind.valueOf(kind.name());
    }

    private static ModelChoice choice(RoutedModel model) {
        return new ModelChoice(model.getFolder(), model.getDigest());
    }
}
