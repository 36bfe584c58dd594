package io.m6flow.benchmark;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Generators;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.util.List;
import java.util.Map;

/** Scripts one at a time in one slot: a step a token, then drafted from the source. The texts are compared too. */
final class DraftingTrial implements Trial {
    /** One slot is slow: a part of the scripts says as much. */
    private static final int SCRIPTS_EVERY = 4;

    @Override
    public String key() {
        return "drafting";
    }

    @Override
    public Ratio ratio() {
        return Ratio.SOURCE_DRAFTING_OVER_GREEDY;
    }

    @Override
    public int steps() {
        return 4;
    }

    @Override
    public Finding measure(Bench bench) {
        List<Prompt> scripts = Workload.every(SCRIPTS_EVERY, Workload.only(ContentKind.SCRIPT, bench.workload()));
        // Plain, drafted, drafted, plain: a machine that slows down or speeds up does so to both.
        Timed greedy = write(bench, "scripts, greedy", false, scripts);
        Timed drafted = write(bench, "scripts, drafted", true, scripts);
        double draftedSeconds = drafted.seconds()
                + write(bench, "scripts, drafted", true, scripts).seconds();
        double greedySeconds = greedy.seconds()
                + write(bench, "scripts, greedy", false, scripts).seconds();
        return Finding.of(greedySeconds / draftedSeconds)
                .with("scripts", 2 * scripts.size())
                .with("greedySeconds", greedySeconds)
                .with("draftedSeconds", draftedSeconds)
                .with("textsThatDiffer", (double) differing(greedy.texts(), drafted.texts()));
    }

    private static Timed write(Bench bench, String name, boolean drafting, List<Prompt> scripts) {
        GeneratorSettings settings = bench.settings()
                .withSlots(1)
                .withTuning(bench.settings().tuning().withDrafting(drafting));
        try (TextGenerator generator = Generators.start(settings)) {
            return bench.time(name, generator, 1, scripts);
        }
    }

    private static long differing(Map<String, String> some, Map<String, String> others) {
        return some.entrySet().stream()
                .filter(e -> !e.getValue().equals(others.get(e.getKey())))
                .count();
    }
}
