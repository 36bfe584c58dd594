package io.m6flow.benchmark;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Generators;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.Tuning;
import io.m6flow.generator.Tuning.Batching;
import java.util.List;

/** A way of the engine itself: with one slot or many, joining at any step or together, drafting or not. */
enum EngineWay implements Way {
    SINGLE("single", "one slot", true, Batching.CONTINUOUS, false),
    STATIC("static", "static batches in arrival order", false, Batching.STATIC, false),
    CONTINUOUS("continuous", "continuous batches", false, Batching.CONTINUOUS, false),
    SINGLE_DRAFTING("singleDrafting", "one slot, scripts drafted", true, Batching.CONTINUOUS, true),
    CONTINUOUS_DRAFTING("continuousDrafting", "continuous, scripts drafted", false, Batching.CONTINUOUS, true);

    private final String key;
    private final String about;
    private final boolean oneSlot;
    private final Batching batching;
    private final boolean drafting;

    EngineWay(String key, String about, boolean oneSlot, Batching batching, boolean drafting) {
        this.key = key;
        this.about = about;
        this.oneSlot = oneSlot;
        this.batching = batching;
        this.drafting = drafting;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String about(Scale scale) {
        return oneSlot && scale.singleEvery() > 1 ? about + ", on one request in " + scale.singleEvery() : about;
    }

    @Override
    public Figures measure(Bench bench) {
        Scale scale = bench.scale();
        int slots = oneSlot ? 1 : scale.slots();
        List<Prompt> prompts = oneSlot ? Workload.every(scale.singleEvery(), bench.workload()) : bench.workload();
        Tuning tuning = bench.settings().tuning().withBatching(batching).withDrafting(drafting);
        GeneratorSettings settings = bench.settings().withSlots(slots).withTuning(tuning);
        try (TextGenerator generator = Generators.start(settings)) {
            return bench.time(key, generator, scale.waiting(), prompts).figures();
        }
    }
}
