package io.m6flow.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All ways and trials that were asked for, in alternating rounds. */
final class EngineBenchmark {
    private final List<Way> ways;
    private final List<Trial> trials;

    private EngineBenchmark(List<Way> ways, List<Trial> trials) {
        this.ways = List.copyOf(ways);
        this.trials = List.copyOf(trials);
    }

    /** @param only the keys of the ways and trials wanted; none for all */
    static EngineBenchmark of(Set<String> only) {
        List<Way> ways = new ArrayList<>(List.of(EngineWay.values()));
        // Beside one slot, with which it is compared.
        ways.add(1, new FullBatchWay());
        ways.add(new DjlGreedyWay());
        List<Trial> trials =
                List.of(new DraftingTrial(), new SharedPrefillTrial(), new PoisonTrial(), new OverloadTrial());
        List<String> known = Stream.concat(
                        ways.stream().map(Way::key), trials.stream().map(Trial::key))
                .toList();
        only.stream().filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            throw new BenchException("--only does not know '" + key + "'; there are " + String.join(", ", known));
        });
        return new EngineBenchmark(
                ways.stream()
                        .filter(w -> only.isEmpty() || only.contains(w.key()))
                        .toList(),
                trials.stream()
                        .filter(t -> only.isEmpty() || only.contains(t.key()))
                        .toList());
    }

    List<Way> ways() {
        return ways;
    }

    /** How many steps of progress all rounds have. */
    int steps(Scale scale) {
        int everyRound =
                trials.stream().filter(Trial::everyRound).mapToInt(Trial::steps).sum();
        int once = trials.stream()
                .filter(trial -> !trial.everyRound())
                .mapToInt(Trial::steps)
                .sum();
        return scale.rounds() * (ways.size() + everyRound) + once;
    }

    Results run(Bench bench) {
        Results results = new Results();
        for (int round = 0; round < bench.scale().rounds(); round++) {
            // There and back again: a machine that grows slower or faster favours no way.
            List<Way> order = new ArrayList<>(ways);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            order.forEach(way -> results.add(way, way.measure(bench)));
            trials.stream().filter(Trial::everyRound).forEach(trial -> results.add(trial, trial.measure(bench)));
        }
        trials.stream().filter(trial -> !trial.everyRound()).forEach(trial -> results.add(trial, trial.measure(bench)));
        bench.progress().end();
        return results;
    }
}
