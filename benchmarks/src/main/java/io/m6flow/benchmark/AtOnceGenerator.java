package io.m6flow.benchmark;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.Trace;
import io.m6flow.job.writing.GeneratorFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Answers at once with a text that follows from the prompt alone, so that all else is what takes time. The texts differ
 * from candidate to candidate and hold words of the source, so that ranking and evidence have their usual work.
 */
final class AtOnceGenerator implements TextGenerator {
    private static final Trace TRACE = new Trace("at-once", "1", "1", 1, 1, 0, 0, List.of());

    /** Opens one wherever the writing runs. */
    static final class Factory implements GeneratorFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public TextGenerator open() {
            return new AtOnceGenerator();
        }
    }

    @Override
    public CompletableFuture<Generation> generate(Prompt prompt) {
        String words = prompt.material().fold(product -> product.title(), text -> text.text());
        List<Candidate> candidates = prompt.seeds().stream()
                .map(seed -> new Candidate(words + "，值得一看的第" + seed % 1_000_000 + "款", seed, 1, -0.5))
                .toList();
        return CompletableFuture.completedFuture(new Generation.Written(candidates, TRACE));
    }

    @Override
    public ModelCard card() {
        return new ModelCard("at-once", "0", "cpu", "none", EnumSet.allOf(ContentKind.class), 1024, 200, 0);
    }

    @Override
    public GeneratorStats stats() {
        return GeneratorStats.NONE;
    }

    @Override
    public void close() {}
}
