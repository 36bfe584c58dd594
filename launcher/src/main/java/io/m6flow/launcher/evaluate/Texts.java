package io.m6flow.launcher.evaluate;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Source;
import io.m6flow.job.guard.Inspector;
import io.m6flow.job.writing.CandidateRanking;
import io.m6flow.job.writing.TextWindows;
import io.m6flow.lab.measure.Sample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Writes for samples as the jobs do: the same prompts, cuts, candidates and ranking. Confined to one thread. */
final class Texts {
    /** So many samples wait in the engine at once; more would only take memory. */
    private static final int IN_FLIGHT = 64;

    private static final long SEEDS = 0xFFFFFFFFL;

    /**
     * What was written for a sample.
     *
     * @param text the best candidate; empty where there is none
     * @param problem why there is no text; empty where there is one
     */
    record Written(Sample sample, String text, String problem) {}

    private final TextGenerator generator;
    private final Inspector inspector;
    private final int candidates;

    /** @param candidates reasons written for each product, of which the best counts */
    Texts(TextGenerator generator, Inspector inspector, int candidates) {
        this.generator = generator;
        this.inspector = inspector;
        this.candidates = candidates;
    }

    /** In the order of the samples. */
    List<Written> write(List<Sample> samples, Consumer<Integer> progress) {
        List<Written> written = new ArrayList<>();
        Deque<CompletableFuture<Written>> pending = new ArrayDeque<>();
        for (Sample sample : samples) {
            pending.add(write(sample));
            if (pending.size() == IN_FLIGHT) {
                written.add(pending.remove().join());
                progress.accept(written.size());
            }
        }
        while (!pending.isEmpty()) {
            written.add(pending.remove().join());
            progress.accept(written.size());
        }
        return written;
    }

    private CompletableFuture<Written> write(Sample sample) {
        if (sample instanceof Sample.Product product) {
            return reason(product);
        }
        return sample instanceof Sample.Speech speech ? script(speech) : summary(sample);
    }

    private CompletableFuture<Written> reason(Sample.Product sample) {
        long seed = sample.id().hashCode() & SEEDS;
        List<Long> seeds = LongStream.range(seed, seed + candidates).boxed().toList();
        return generator
                .generate(new Prompt(sample.id(), ContentKind.REASON, sample.product(), seeds))
                .thenApply(generation -> generation.fold(
                        texts -> new Written(sample, best(sample, texts), ""),
                        refused -> new Written(sample, "", refused.message()),
                        failed -> new Written(sample, "", failed.message())));
    }

    private String best(Sample.Product sample, Generation.Written texts) {
        Material.Product product = sample.product();
        Source source = Source.product(product.title(), product.category(), product.attributes(), sample.price());
        return CandidateRanking.rank(
                        texts.candidates(),
                        product,
                        text -> inspector.findings(new Draft("evaluation", ContentKind.REASON, text, source)))
                .get(0)
                .candidate()
                .text();
    }

    /** Cut into passages that the model can read; one that cleaning would leave empty stays as it was spoken. */
    private CompletableFuture<Written> script(Sample.Speech sample) {
        List<CompletableFuture<Written>> passages =
                TextWindows.cut(sample.raw(), generator.card().passageCharacters()).stream()
                        .map(passage -> one(sample, ContentKind.SCRIPT, passage)
                                .thenApply(clean ->
                                        clean.text().isBlank() ? new Written(sample, passage, clean.problem()) : clean))
                        .toList();
        return CompletableFuture.allOf(passages.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    StringBuilder text = new StringBuilder();
                    StringBuilder problems = new StringBuilder();
                    passages.forEach(passage -> {
                        text.append(passage.join().text());
                        problems.append(passage.join().problem());
                    });
                    return new Written(sample, text.toString(), problems.toString());
                });
    }

    private CompletableFuture<Written> summary(Sample sample) {
        return one(sample, ContentKind.SUMMARY, sample.source());
    }

    private CompletableFuture<Written> one(Sample sample, ContentKind kind, String text) {
        long seed = sample.id().hashCode() & SEEDS;
        return generator
                .generate(Prompt.of(sample.id(), kind, new Material.Text(text), seed))
                .thenApply(generation -> generation.fold(
                        texts -> new Written(sample, texts.candidates().get(0).text(), ""),
                        refused -> new Written(sample, "", refused.message()),
                        failed -> new Written(sample, "", failed.message())));
    }
}
