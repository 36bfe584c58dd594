package io.m6flow.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured so far, round by round. Confined to one thread. */
final class Results {
    private final Map<String, List<Figures>> ways = new LinkedHashMap<>();
    private final Map<Ratio, List<Finding>> findings = new EnumMap<>(Ratio.class);

    void add(Way way, Figures figures) {
        ways.computeIfAbsent(way.key(), key -> new ArrayList<>()).add(figures);
    }

    void add(Trial trial, Finding finding) {
        findings.computeIfAbsent(trial.ratio(), key -> new ArrayList<>()).add(finding);
    }

    /** The medians of a way; only for one that was measured. */
    Figures medians(String way) {
        return Figures.median(rounds(way));
    }

    boolean has(String way) {
        return ways.containsKey(way);
    }

    List<Figures> rounds(String way) {
        return List.copyOf(ways.getOrDefault(way, List.of()));
    }

    /** The median over the rounds; NaN when it was not measured or cannot be told. */
    double ratio(Ratio ratio) {
        return switch (ratio) {
            case DECODE_CONTINUOUS_OVER_SINGLE -> decode();
            case CONTINUOUS_OVER_SINGLE -> over(EngineWay.SINGLE);
            case CONTINUOUS_OVER_STATIC -> over(EngineWay.STATIC);
            case CONTINUOUS_OVER_DJL_GREEDY -> over(new DjlGreedyWay());
            case SOURCE_DRAFTING_OVER_GREEDY, SHARED_PREFILL_SHARE_OF_LIMIT, POISON_OVER_HEALTHY, OVERLOAD_GOODPUT ->
                Figures.median(findings.getOrDefault(ratio, List.of()).stream()
                        .mapToDouble(Finding::ratio)
                        .toArray());
        };
    }

    private double decode() {
        return overRounds(
                rounds(new FullBatchWay().key()).stream()
                        .map(Figures::decodeTokensPerSecond)
                        .toList(),
                rounds(EngineWay.SINGLE.key()).stream()
                        .map(Figures::decodeTokensPerSecond)
                        .toList());
    }

    private double over(Way way) {
        return overRounds(
                rounds(EngineWay.CONTINUOUS.key()).stream()
                        .map(Figures::tokensPerSecond)
                        .toList(),
                rounds(way.key()).stream().map(Figures::tokensPerSecond).toList());
    }

    /** The median of each round's own ratio: what slows one round slows both of its sides. */
    private static double overRounds(List<Double> above, List<Double> below) {
        int rounds = Math.min(above.size(), below.size());
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            ratios[round] = above.get(round) / below.get(round);
        }
        return Figures.median(ratios);
    }

    /** The medians of what a ratio was made of, by name; nothing for one that comes from the ways. */
    Map<String, Double> parts(Ratio ratio) {
        Map<String, Double> medians = new LinkedHashMap<>();
        List<Finding> rounds = findings.getOrDefault(ratio, List.of());
        rounds.stream()
                .findFirst()
                .ifPresent(first -> first.parts()
                        .keySet()
                        .forEach(name -> medians.put(
                                name,
                                Figures.median(rounds.stream()
                                        .mapToDouble(finding -> finding.parts().getOrDefault(name, Double.NaN))
                                        .toArray()))));
        return medians;
    }
}
