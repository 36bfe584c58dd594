package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.generator.GeneratorException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What holds copy to its product, as a folder's {@code generation_config.json} says.
 *
 * @param bounded whether copy must keep to the source's own facts, and outside clothing to plain phrases
 *     ({@code bounded_copy}): so for {@code m6} unless its folder says false, as a model may that learned all categories;
 *     never for {@code qwen2}
 * @param free categories to which that does not apply, since the model learned to write of them ({@code copy_free}); with
 *     all that is filed below them
 * @param enough tokens after which a reason ends with its sentence ({@code copy_enough}), 1 or more
 * @param mention nats by which a fact gains that is not told yet ({@code copy_mention}); 0 for none
 */
record CopyBounds(boolean bounded, Set<String> free, int enough, double mention) {
    private static final int ENOUGH = 56;

    /** More would write facts where no sentence has a place for them. */
    private static final double MOST_NATS = 10;

    CopyBounds {
        free = Set.copyOf(free);
        if (enough < 1) {
            throw new GeneratorException("generation_config.json: copy_enough must be 1 or more, was " + enough);
        }
        if (!(mention >= 0 && mention <= MOST_NATS)) {
            throw new GeneratorException(
                    "generation_config.json: copy_mention must be 0 to " + MOST_NATS + ", was " + mention);
        }
    }

    static CopyBounds of(JsonNode generation, boolean bounded) {
        JsonNode categories = generation.path("copy_free");
        if (!categories.isMissingNode() && !categories.isArray()) {
            throw new GeneratorException("generation_config.json: copy_free must be a list of categories");
        }
        Set<String> free = new LinkedHashSet<>();
        categories.forEach(category -> free.add(category.asText()));
        return new CopyBounds(
                generation.path("bounded_copy").asBoolean(bounded),
                free,
                generation.path("copy_enough").asInt(ENOUGH),
                generation.path("copy_mention").asDouble(0));
    }

    /** Whether copy about a product of this category, as in {@code 宠物/猫粮}, is bounded. */
    boolean hold(String category) {
        return bounded && free.stream().noneMatch(one -> category.equals(one) || category.startsWith(one + "/"));
    }
}
