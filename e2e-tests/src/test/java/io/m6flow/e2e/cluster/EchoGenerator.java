package io.m6flow.e2e.cluster;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Material;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.Trace;
import io.m6flow.job.writing.GeneratorFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Writes what follows from the prompt alone, so that anybody can tell what it must have written: at once, but for products
 * whose title holds {@value #SLOW}, which take a second. It holds so many of those at a time; while it is full, everybody is
 * told to come again.
 */
public final class EchoGenerator implements TextGenerator {
    static final String SLOW = "慢慢来";
    static final int HELD = 16;

    private static final int SUMMARY_CHARACTERS = 30;
    private static final Duration SLOWLY = Duration.ofSeconds(1);

    private final Semaphore places = new Semaphore(HELD);

    /** Opens one on the machine where the writing runs. */
    public static final class Factory implements GeneratorFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public TextGenerator open() {
            return new EchoGenerator();
        }
    }

    /** What it writes about a product. */
    static String aboutProduct(String title, long seed) {
        return title + "第" + seed % 1_000_000 + "种写法";
    }

    /** What it makes of a passage of speech: the same. */
    static String ofSpeech(String passage) {
        return passage;
    }

    @Override
    public CompletableFuture<Generation> generate(Prompt prompt) {
        List<Candidate> candidates = prompt.seeds().stream()
                .map(seed -> new Candidate(text(prompt.kind(), prompt.material(), seed), seed, 1, -0.5))
                .toList();
        Trace trace = new Trace("echo", "1", "1", 1, 1, 0, 0, List.of());
        Generation written = new Generation.Written(candidates, trace);
        if (!places.tryAcquire()) {
            return CompletableFuture.completedFuture(new Generation.Failed(Fault.BUSY, "all places are taken"));
        }
        if (!isSlow(prompt.material())) {
            places.release();
            return CompletableFuture.completedFuture(written);
        }
        return CompletableFuture.supplyAsync(
                        () -> written, CompletableFuture.delayedExecutor(SLOWLY.toMillis(), TimeUnit.MILLISECONDS))
                .whenComplete((done, fault) -> places.release());
    }

    private static boolean isSlow(Material material) {
        return material.fold(product -> product.title().contains(SLOW), speech -> false);
    }

    private static String text(ContentKind kind, Material material, long seed) {
        return material.fold(
                product -> aboutProduct(product.title(), seed),
                speech -> kind == ContentKind.SUMMARY
                        ? speech.text()
                                .substring(
                                        0,
                                        Math.min(
                                                SUMMARY_CHARACTERS,
                                                speech.text().length()))
                        : ofSpeech(speech.text()));
    }

    @Override
    public ModelCard card() {
        return new ModelCard("echo", "0", "cpu", "none", EnumSet.allOf(ContentKind.class), 1024, 200, 0);
    }

    @Override
    public GeneratorStats stats() {
        return GeneratorStats.NONE;
    }

    @Override
    public void close() {}
}
