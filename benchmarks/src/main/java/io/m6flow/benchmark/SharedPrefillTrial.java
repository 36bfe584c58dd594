package io.m6flow.benchmark;

import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Generators;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Four candidates of each prompt: as four requests, then as one request that reads its source once.
 *
 * <p>With P the time to read one source and G the time to decode one candidate, both measured in the first run, sharing
 * could at most be 4(P+G)/(P+4G) times as fast.
 */
final class SharedPrefillTrial implements Trial {
    private static final int CANDIDATES = 4;
    private static final int PROMPTS_EVERY = 4;

    @Override
    public String key() {
        return "sharedPrefill";
    }

    @Override
    public Ratio ratio() {
        return Ratio.SHARED_PREFILL_SHARE_OF_LIMIT;
    }

    @Override
    public int steps() {
        return 4;
    }

    @Override
    public Finding measure(Bench bench) {
        List<Prompt> together = Workload.every(PROMPTS_EVERY, bench.workload()).stream()
                .map(SharedPrefillTrial::forCandidates)
                .toList();
        List<Prompt> apart = together.stream().flatMap(p -> alone(p).stream()).toList();
        int slots = bench.scale().slots();
        // The limit adds up reading and writing, so they must come by turns; with more threads one reads beside the
        // others.
        try (TextGenerator generator = Generators.start(bench.batches(slots).withThreads(1))) {
            List<Timed> separate = new ArrayList<>();
            List<Timed> shared = new ArrayList<>();
            // Apart, together, together, apart: a machine that slows down or speeds up does so to both.
            for (boolean once : List.of(false, true, true, false)) {
                if (once) {
                    int requests = Math.max(1, 2 * slots / CANDIDATES);
                    shared.add(bench.time("candidates, read once", generator, requests, together));
                } else {
                    separate.add(bench.time("candidates, read apart", generator, 2 * slots, apart));
                }
            }
            return finding(separate, shared, 2 * apart.size());
        }
    }

    private static Prompt forCandidates(Prompt prompt) {
        long first = CANDIDATES * prompt.seeds().get(0);
        List<Long> seeds = LongStream.range(first, first + CANDIDATES).boxed().toList();
        return new Prompt(prompt.id(), prompt.kind(), prompt.material(), seeds, prompt.service());
    }

    private static List<Prompt> alone(Prompt prompt) {
        List<Prompt> one = new ArrayList<>();
        for (long seed : prompt.seeds()) {
            one.add(Prompt.of(prompt.id() + "/" + seed, prompt.kind(), prompt.material(), seed)
                    .withService(prompt.service()));
        }
        return one;
    }

    private static Finding finding(List<Timed> separate, List<Timed> shared, int candidates) {
        GeneratorStats apart = stats(separate);
        GeneratorStats together = stats(shared);
        double p = apart.readSeconds() / candidates;
        double g = apart.decodeSeconds() / candidates;
        double limit = CANDIDATES * (p + g) / (p + CANDIDATES * g);
        double speedUp = seconds(separate) / seconds(shared);
        return Finding.of(speedUp / limit)
                .with("candidates", candidates)
                .with("readMillisPerSource", 1000 * p)
                .with("decodeMillisPerCandidate", 1000 * g)
                .with("readMillisPerCandidateShared", 1000 * together.readSeconds() / candidates)
                .with("decodeMillisPerCandidateShared", 1000 * together.decodeSeconds() / candidates)
                .with("limit", limit)
                .with("speedUp", speedUp);
    }

    private static GeneratorStats stats(List<Timed> runs) {
        return runs.stream().map(run -> run.pass().stats()).reduce(GeneratorStats.NONE, GeneratorStats::plus);
    }

    private static double seconds(List<Timed> runs) {
        return runs.stream().mapToDouble(Timed::seconds).sum();
    }
}
