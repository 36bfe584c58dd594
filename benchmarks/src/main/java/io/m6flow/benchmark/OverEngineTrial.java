package io.m6flow.benchmark;

import io.m6flow.benchmark.kafka.CommittedReader;
import io.m6flow.benchmark.kafka.EventWriter;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Generators;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.launcher.flink.LocalFlink;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.EventDefaults;
import java.time.Duration;
import java.util.List;

/**
 * How much of the engine's speed is left when the prompts come through Kafka and Flink and the texts leave the same way.
 *
 * <p>Products are appended to a topic whose generate job is running, all four kinds of each are written, and the clock
 * runs until a read_committed reader has seen the last of their outcomes, which leave together with the drafts. On the other
 * side the same engine, with the same settings and warm, is handed the very prompts that the job asked, as many at a time
 * as the job has in hand; there the clock runs to the last answer. Tokens are counted by the engine both times. A round
 * measures both, there and back; before the first, the pipeline runs once unmeasured.
 */
final class OverEngineTrial implements PipelineTrial {
    private static final int KINDS = EventDefaults.PRODUCT_KINDS.size();
    private static final int FIRST_OF_WARM_UP = 1_000_000;
    private static final Duration LOOK = Duration.ofMillis(20);

    /** Between the last two outcomes; beyond it something is broken. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** The same prompts differ between runs by what rounding in other company decides, and by no more. */
    private static final double SAME_WORK = 0.1;

    private record Work(GeneratorStats engine, double seconds) {
        long tokens() {
            return engine.writtenTokens();
        }

        double tokensPerSecond() {
            return tokens() / seconds;
        }

        void addTo(PipelineResults results, String who) {
            results.add(who + "TokensPerSecond", tokensPerSecond());
            results.add(who + "Tokens", (double) tokens());
            results.add(who + "MeanBatch", engine.meanBatch());
            results.add(who + "BusyShare", engine.busySeconds() / seconds);
            results.add(who + "DecodeSeconds", engine.decodeSeconds());
        }
    }

    @Override
    public String key() {
        return "engine";
    }

    @Override
    public int steps(PipelineScale scale) {
        return 1 + 2 * scale.rounds();
    }

    @Override
    public void measure(PipelineSite site, PipelineResults results) {
        try (TextGenerator engine = Generators.lease(site.settings())) {
            // What runs first runs partly uncompiled, for minutes beside a busy engine: it counts nothing.
            pipeline(site, engine, "engine-first-");
            List<Prompt> prompts = RecordingGenerator.asked();
            for (int round = 0; round < site.scale().rounds(); round++) {
                String name = "engine-" + round + "-";
                Work pipeline;
                Work alone;
                if (round % 2 == 0) {
                    pipeline = pipeline(site, engine, name);
                    alone = engineAlone(site, engine, prompts);
                } else {
                    alone = engineAlone(site, engine, prompts);
                    pipeline = pipeline(site, engine, name);
                }
                checkSameWork(pipeline, alone);
                pipeline.addTo(results, "pipeline");
                alone.addTo(results, "engine");
                results.add(PipelineFigure.PIPELINE_OVER_ENGINE, pipeline.tokensPerSecond() / alone.tokensPerSecond());
            }
        }
    }

    private static void checkSameWork(Work pipeline, Work alone) {
        double apart = Math.abs((double) pipeline.tokens() / alone.tokens() - 1);
        if (apart > SAME_WORK) {
            throw new BenchException("the pipeline wrote " + pipeline.tokens() + " tokens and the engine alone "
                    + alone.tokens() + ": that is not the same work");
        }
    }

    private static Work engineAlone(PipelineSite site, TextGenerator engine, List<Prompt> prompts) {
        site.progress().step("engine alone", prompts.size());
        GeneratorStats before = engine.stats();
        ClosedLoop.Pass pass = new ClosedLoop(engine, PipelineSite.inHand(), site.nanos())
                .run(prompts, 0, answer -> site.progress().tick());
        return new Work(engine.stats().since(before), pass.seconds());
    }

    private static Work pipeline(PipelineSite site, TextGenerator engine, String name) {
        int products = site.scale().written();
        site.progress().step("pipeline with the engine", products * KINDS);
        site.broker().createTopics(name);
        LocalFlink.Job job = site.generate(name, name, RecordingGenerator.leasing(site.settings()));
        try (EventWriter writer = new EventWriter(site.broker().bootstrap(), name);
                CommittedReader outcomes =
                        new CommittedReader(site.broker().bootstrap(), List.of(name + Topics.EVENT_OUTCOMES))) {
            int few = Math.max(1, products / 10);
            feed(site, writer, FIRST_OF_WARM_UP, few);
            await(site, job, outcomes, few * KINDS);
            RecordingGenerator.forget();
            GeneratorStats before = engine.stats();
            long begun = site.nanos().getAsLong();
            feed(site, writer, 0, products);
            await(site, job, outcomes, products * KINDS);
            double seconds = (site.nanos().getAsLong() - begun) / 1e9;
            return new Work(engine.stats().since(before), seconds);
        } finally {
            job.cancel();
            site.broker().deleteTopics(name);
        }
    }

    private static void feed(PipelineSite site, EventWriter writer, int first, int count) {
        for (int i = first; i < first + count; i++) {
            writer.write(site.samples().product(i));
        }
        writer.flush();
    }

    private static void await(PipelineSite site, LocalFlink.Job job, CommittedReader reader, int wanted) {
        int seen = 0;
        long last = site.nanos().getAsLong();
        while (seen < wanted) {
            int found = reader.poll(LOOK, value -> site.progress().tick());
            seen += found;
            if (found > 0) {
                last = site.nanos().getAsLong();
            } else if (site.nanos().getAsLong() - last > PATIENCE.toNanos()) {
                job.checkRunning();
                throw new BenchException("no outcome for " + PATIENCE + "; " + seen + " of " + wanted + " are there");
            }
        }
    }
}
