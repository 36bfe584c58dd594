package io.m6flow.lab.train;

import io.m6flow.generator.m6.Lesson;
import io.m6flow.generator.m6.TrainableModel;
import io.m6flow.generator.m6.TrainingNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Pairs that are not learned from, by task, and the loss on them. */
final class Validation {
    private final Map<String, List<Lesson>> lessons = new TreeMap<>();
    private final int chunkTokens;

    /** @param most pairs of a task; the same ones at every call, drawn by the seed */
    Validation(TrainableModel model, List<Corpus> corpora, int most, int chunkTokens, long seed) {
        this.chunkTokens = chunkTokens;
        List<Exercise> all =
                corpora.stream().flatMap(corpus -> corpus.exercises().stream()).toList();
        SplittableRandom random = new SplittableRandom(seed);
        for (int at : LessonFeed.shuffled(all.size(), random)) {
            Exercise exercise = all.get(at);
            List<Lesson> ofTask = lessons.computeIfAbsent(exercise.task(), task -> new ArrayList<>());
            if (ofTask.size() < most) {
                ofTask.add(exercise.lesson(model, random));
            }
        }
    }

    boolean isEmpty() {
        return lessons.isEmpty();
    }

    /** For each task, nats for each target token. */
    Map<String, Double> losses(TrainingNetwork network) {
        Map<String, Double> losses = new TreeMap<>();
        lessons.forEach((task, some) -> {
            double sum = 0;
            long count = 0;
            for (List<Lesson> chunk : Chunks.of(some, chunkTokens)) {
                for (float loss : network.losses(chunk)) {
                    sum += loss;
                    count++;
                }
            }
            losses.put(task, sum / count);
        });
        return losses;
    }
}
