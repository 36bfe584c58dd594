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
    private static final int PROMPTS_EVERY = 2;

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
        return 2;
    }

    @Override
    public Finding measure(Bench bench) {
        List<Prompt> together = Workload.every(PROMPTS_EVERY, bench.workload()).stream()
                .map(SharedPrefillTrial::forCandidates)
                .toList();
        List<Prompt> apart = together.stream().flatMap(p -> alone(p).stream()).toList();
        int slots = bench.scale().slots();
        try (TextGenerator generator = Generators.start(bench.batches(slots))) {
            Timed separate = bench.time("candidates, read apart", generator, 2 * slots, apart);
            Timed shared =
                    bench.time("candidates, read once", generator, Math.max(1, 2 * slots / CANDIDATES), together);
            return finding(separate, shared, apart.size());
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

    private static Finding finding(Timed separate, Timed shared, int candidates) {
        GeneratorStats stats = separate.pass().stats();
        double p = stats.readSeconds() / candidates;
        double g = stats.decodeSeconds() / candidates;
        double limit = CANDIDATES * (p + g) / (p + CANDIDATES * g);
        double speedUp = separate.seconds() / shared.seconds();
        return Finding.of(speedUp / limit)
                .with("candidates", candidates)
                .with("readMillisPerSource", 1000 * p)
                .with("decodeMillisPerCandidate", 1000 * g)
                .with("limit", limit)
                .with("speedUp", speedUp);
    }
}
