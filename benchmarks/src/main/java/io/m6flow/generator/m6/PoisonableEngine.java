package io.m6flow.generator.m6;

import ai.djl.Device;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorException;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** An engine of one's own that can also be given a request with a bound that throws. Safe for use by many threads. */
public final class PoisonableEngine implements TextGenerator {
    private static final int TOKENS_BEFORE = 5;

    private final BenchedModel benched;
    private final M6Engine engine;

    private PoisonableEngine(BenchedModel benched, M6Engine engine) {
        this.benched = benched;
        this.engine = engine;
    }

    public static PoisonableEngine start(GeneratorSettings settings) {
        BenchedModel benched = BenchedModel.open(settings.modelDir());
        Device device = Torch.devices(settings.device()).get(0);
        M6Engine engine = M6Engine.on(device, benched.folder(), settings);
        engine.start();
        return new PoisonableEngine(benched, engine);
    }

    /** As {@link #generate}, but after a few tokens a bound of this text throws. */
    public CompletableFuture<Generation> poison(Prompt prompt) {
        Plan.Write plan = benched.write(prompt)
                .orElseThrow(() -> new GeneratorException("prompt " + prompt.id() + " would not be written"));
        return submit(
                prompt,
                new Plan.Write(
                        plan.source,
                        plan.decoding,
                        () -> {
                            List<Bound> bounds = new ArrayList<>(plan.bounds.get());
                            bounds.add(new Throwing());
                            return bounds;
                        },
                        plan.notes));
    }

    CompletableFuture<Generation> submit(Prompt prompt, Plan plan) {
        return engine.submit(prompt, plan);
    }

    /** Confined to the engine thread. */
    private static final class Throwing implements Bound {
        private int tokens;

        @Override
        public void narrow(float[] logits) {
            if (tokens == TOKENS_BEFORE) {
                throw new IllegalStateException("poison");
            }
        }

        @Override
        public void push(int token) {
            tokens++;
        }
    }

    @Override
    public CompletableFuture<Generation> generate(Prompt prompt) {
        return engine.submit(prompt);
    }

    @Override
    public ModelCard card() {
        return engine.card();
    }

    @Override
    public GeneratorStats stats() {
        return engine.stats();
    }

    @Override
    public void close() {
        engine.close();
    }
}
