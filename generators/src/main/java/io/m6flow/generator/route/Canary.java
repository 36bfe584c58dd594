package io.m6flow.generator.route;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * A model on trial: it writes a part of the texts of some kinds. Which ones follows from their ids alone, so a text that
 * is asked for again is written by the same model.
 *
 * @param kinds empty for all
 * @param percent of the texts of these kinds, {@value #LEAST} to {@value #MOST}
 */
public record Canary(ModelChoice model, Set<ContentKind> kinds, int percent) {
    public static final int LEAST = 1;
    public static final int MOST = 50;
    private static final int ALL = 100;

    public Canary {
        Objects.requireNonNull(model, "model");
        kinds = Set.copyOf(kinds);
        if (percent < LEAST || percent > MOST) {
            throw new IllegalArgumentException(
                    "a model on trial writes " + LEAST + " to " + MOST + " percent of the texts, not " + percent);
        }
    }

    public boolean isAbout(ContentKind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    boolean takes(Prompt prompt) {
        CRC32 hash = new CRC32();
        hash.update(prompt.id().getBytes(StandardCharsets.UTF_8));
        return isAbout(prompt.kind()) && hash.getValue() % ALL < percent;
    }
}
