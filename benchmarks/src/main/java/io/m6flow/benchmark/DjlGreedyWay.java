package io.m6flow.benchmark;

import io.m6flow.generator.Generators;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.m6.DjlGreedySearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * DJL's own greedy search in batches of arrival order, over the same weights in fp32.
 *
 * <p>Its search goes on to one length for all rows and knows no bounds. So each batch runs to the longest text that the
 * engine wrote for one of its requests, and counts as written, for each request, only as many tokens as the engine
 * wrote for it.
 */
final class DjlGreedyWay implements Way {
    private @Nullable Map<String, Integer> lengths;

    @Override
    public String key() {
        return "djlGreedy";
    }

    @Override
    public String about(Scale scale) {
        return "DJL's greedy search in batches of " + scale.djlBatch() + ", on one request in " + scale.djlEvery()
                + "; each batch runs to its longest text, each request counts the tokens the engine wrote";
    }

    @Override
    public Figures measure(Bench bench) {
        List<Prompt> prompts = Workload.every(bench.scale().djlEvery(), bench.workload());
        if (lengths == null) {
            lengths = lengths(bench, prompts);
        }
        List<Request> requests = new ArrayList<>();
        try (DjlGreedySearch search = DjlGreedySearch.open(
                bench.settings().modelDir(),
                bench.settings().device(),
                bench.settings().threads())) {
            for (Prompt prompt : prompts) {
                int tokens = lengths.getOrDefault(prompt.id(), 0);
                search.source(prompt).ifPresent(source -> requests.add(new Request(source, tokens)));
            }
            search.write(List.of(requests.get(0).source), 2);
            bench.progress().step(key(), requests.size());
            return figures(run(bench, search, requests), requests.size(), bench.scale());
        }
    }

    private static final class Request {
        final int[] source;
        final int tokens;

        Request(int[] source, int tokens) {
            this.source = source;
            this.tokens = tokens;
        }
    }

    /**
     * One batch.
     *
     * @param end seconds from the start of the run
     * @param width columns of its sources with their padding
     */
    private record Batch(List<Request> requests, int width, int steps, double end) {
        long tokens() {
            return requests.stream().mapToLong(r -> r.tokens).sum();
        }

        long useful() {
            return tokens() + requests.stream().mapToLong(r -> r.source.length).sum();
        }

        long computed() {
            return (long) requests.size() * (width + steps);
        }
    }

    private static Map<String, Integer> lengths(Bench bench, List<Prompt> prompts) {
        try (TextGenerator generator =
                Generators.start(bench.batches(bench.scale().slots()))) {
            List<Answer> answers = new ArrayList<>();
            ClosedLoop.Pass pass =
                    new ClosedLoop(generator, bench.scale().waiting(), bench.nanos()).run(prompts, 0, answers::add);
            return Timed.allWritten(generator.card().dtype(), answers, pass).tokens();
        }
    }

    private static List<Batch> run(Bench bench, DjlGreedySearch search, List<Request> requests) {
        List<Batch> batches = new ArrayList<>();
        int rows = bench.scale().djlBatch();
        long start = bench.nanos().getAsLong();
        for (int from = 0; from < requests.size(); from += rows) {
            List<Request> some = requests.subList(from, Math.min(requests.size(), from + rows));
            List<int[]> sources = some.stream().map(r -> r.source).toList();
            int width = sources.stream().mapToInt(s -> s.length).max().orElseThrow();
            int steps = Math.max(1, some.stream().mapToInt(r -> r.tokens).max().orElseThrow());
            search.write(sources, steps);
            batches.add(new Batch(some, width, steps, (bench.nanos().getAsLong() - start) / 1e9));
            some.forEach(request -> bench.progress().tick());
        }
        return batches;
    }

    private static Figures figures(List<Batch> batches, int requests, Scale scale) {
        double seconds = batches.get(batches.size() - 1).end();
        long tokens = batches.stream().mapToLong(Batch::tokens).sum();
        long steps = batches.stream().mapToLong(Batch::steps).sum();
        long useful = batches.stream().mapToLong(Batch::useful).sum();
        long computed = batches.stream().mapToLong(Batch::computed).sum();
        double[] latencies = latencies(batches, scale);
        return new Figures(
                "fp32",
                tokens / seconds,
                requests / seconds,
                1000 * Figures.percentile(50, latencies),
                1000 * Figures.percentile(99, latencies),
                (double) tokens / steps,
                1 - (double) useful / computed,
                seconds,
                Double.NaN,
                requests,
                tokens);
    }

    /** A request comes when one of those that waited before it is answered, as in the other ways. */
    private static double[] latencies(List<Batch> batches, Scale scale) {
        List<Double> latencies = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        for (Batch batch : batches) {
            for (int i = 0; i < batch.requests().size(); i++) {
                int before = ends.size() - scale.waiting();
                latencies.add(batch.end() - (before < 0 ? 0 : ends.get(before)));
                ends.add(batch.end());
            }
        }
        return latencies.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
