package io.m6flow.lab.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Losses as comma-separated values, for plotting: {@code training.csv} by step, {@code validation.csv} by step and task. */
final class TrainingLog {
    private static final String STEPS = "step,seconds,tokens,loss,gradient_norm,learning_rate\n";
    private static final String VALIDATIONS = "step,seconds,task,loss\n";

    private final Path steps;
    private final Path validations;

    /** Opens the logs of a folder and forgets what came after a step: it will be done again. */
    TrainingLog(Path folder, long step) {
        this.steps = folder.resolve("training.csv");
        this.validations = folder.resolve("validation.csv");
        cut(steps, STEPS, step);
        cut(validations, VALIDATIONS, step);
    }

    private static void cut(Path file, String header, long step) {
        try {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            StringBuilder kept = new StringBuilder(header);
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                if (Long.parseLong(line.substring(0, line.indexOf(','))) <= step) {
                    kept.append(line).append('\n');
                }
            }
            Files.writeString(file, kept);
        } catch (IOException | RuntimeException e) {
            throw new TrainingException(
                    "cannot go on with the log " + file + ": " + e.getMessage() + "; move it away", e);
        }
    }

    void step(Progress progress, double loss, double norm, double rate) {
        append(
                steps,
                String.format(
                        Locale.ROOT,
                        "%d,%.1f,%d,%.6f,%.4f,%.6e%n",
                        progress.step(),
                        progress.seconds(),
                        progress.tokens(),
                        loss,
                        norm,
                        rate));
    }

    void validation(Progress progress, Map<String, Double> losses) {
        losses.forEach((task, loss) -> append(
                validations,
                String.format(Locale.ROOT, "%d,%.1f,%s,%.6f%n", progress.step(), progress.seconds(), task, loss)));
    }

    /** For each task, the validation loss after a step. */
    Map<String, Double> validation(long step) {
        Map<String, Double> losses = new TreeMap<>();
        for (String line : lines(validations)) {
            String[] fields = line.split(",", -1);
            if (fields[0].equals(Long.toString(step))) {
                losses.put(fields[2], Double.valueOf(fields[3]));
            }
        }
        return losses;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new TrainingException("cannot read " + file + ": " + e, e);
        }
    }

    private static void append(Path file, String line) {
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new TrainingException("cannot write to " + file + ": " + e + "; see that the disk has room", e);
        }
    }
}
