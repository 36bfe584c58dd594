package io.m6flow.lab.train;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is trained, on what, and for how long.
 *
 * @param base the model folder to start from
 * @param out the model folder to make; what training needs to go on is kept in its {@code training} folder
 * @param learned categories that the model may write of freely once it is trained, besides those of the base
 * @param validation files whose losses decide which weights are kept; none for the last ones
 * @param half whether to compute in bfloat16, or null for what is faster on this machine
 * @param rhythm minutes between checkpoints, and between validations
 */
public record TrainingSettings(
        Path base,
        Path out,
        List<DataFile> data,
        List<String> learned,
        List<Path> validation,
        Recipe recipe,
        Budget budget,
        @Nullable Boolean half,
        int threads,
        Rhythm rhythm,
        String commandLine) {

    /**
     * A file to learn from.
     *
     * @param share of all target tokens, or null for what its size gives it of the rest
     */
    public record DataFile(Path file, @Nullable Double share) {
        public DataFile {
            if (share != null && !(share > 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "the share of " + file + " must be more than 0 and at most 1, was " + share);
            }
        }
    }

    /** Minutes between what is done now and then; validation also reads at most so many pairs of a task. */
    public record Rhythm(double checkpoint, double validation, int validationPairs) {
        public Rhythm {
            if (!(checkpoint > 0) || !(validation > 0) || validationPairs < 1) {
                throw new IllegalArgumentException("minutes between checkpoints and between validations, and the pairs"
                        + " of a validation, must be more than 0");
            }
        }
    }

    public TrainingSettings {
        data = List.copyOf(data);
        learned = List.copyOf(learned);
        validation = List.copyOf(validation);
        if (data.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one file to learn from");
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, were " + threads);
        }
    }

    Path folder() {
        return out.resolve("training");
    }
}
