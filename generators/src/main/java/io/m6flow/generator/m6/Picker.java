package io.m6flow.generator.m6;

import io.m6flow.generator.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Ranks ready-made texts by how likely the model finds them after a source, and by what else speaks for them. Confined to the engine thread. */
final class Picker {
    private final Network network;
    private final Vocabulary vocabulary;
    private final EngineMeters meters;
    private final int end;

    Picker(Network network, Vocabulary vocabulary, EngineMeters meters) {
        this.network = network;
        this.vocabulary = vocabulary;
        this.meters = meters;
        this.end = vocabulary.end();
    }

    private record Ranked(Plan.Choice choice, int tokens, double meanLogProbability) {
        double score() {
            return meanLogProbability + choice.lean();
        }
    }

    /** Completes the request: the best choice for its first seed, the next for its second, and so on around. */
    void pick(Request request, Plan.Pick plan) {
        request.start();
        List<Ranked> ranked = rank(plan);
        for (int i = 0; request.waiting() > 0; i++) {
            Ranked choice = ranked.get(i % ranked.size());
            int index = request.admit();
            Candidate candidate = new Candidate(
                    choice.choice().text(),
                    request.prompt.seeds().get(index),
                    choice.tokens(),
                    choice.meanLogProbability());
            request.finish(index, candidate, plan.source.length, plan.notes);
        }
    }

    /** The end token counts: a choice that the model would go on from is less of a whole. */
    private List<Ranked> rank(Plan.Pick plan) {
        List<int[]> continuations = new ArrayList<>();
        for (Plan.Choice choice : plan.choices) {
            int[] text = vocabulary.encode(choice.text());
            int[] closed = Arrays.copyOf(text, text.length + 1);
            closed[text.length] = end;
            continuations.add(closed);
        }
        long begun = meters.now();
        List<float[]> scores = network.score(plan.source, continuations);
        meters.read(plan.source.length, begun);
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            double sum = 0;
            for (float logProbability : scores.get(i)) {
                sum += logProbability;
            }
            int tokens = scores.get(i).length;
            ranked.add(new Ranked(plan.choices.get(i), tokens - 1, sum / tokens));
        }
        ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
        return ranked;
    }
}
