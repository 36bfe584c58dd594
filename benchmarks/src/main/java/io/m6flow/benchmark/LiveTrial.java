package io.m6flow.benchmark;

import io.m6flow.benchmark.kafka.CommittedReader;
import io.m6flow.benchmark.kafka.EventWriter;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Generators;
import io.m6flow.generator.TextGenerator;
import io.m6flow.job.writing.GeneratorFactory;
import io.m6flow.launcher.flink.LocalFlink;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.EventDefaults;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How long a live script takes while the catalogue fills the engine: from the moment at which the last segment of a passage
 * is appended to Kafka to the moment at which a read_committed reader sees its draft. So the wait for the passage's end, the
 * engine's queue, the writing, the passages before it and the checkpoint all count.
 *
 * <p>Sessions speak side by side at a steady speed; more product events wait than the engine can write meanwhile, and the
 * first of them are written before anybody speaks.
 */
final class LiveTrial implements PipelineTrial {
    private static final String NAME = "live-";
    private static final int KINDS = EventDefaults.PRODUCT_KINDS.size();
    private static final Duration LOOK = Duration.ofMillis(10);

    /** Drafts of products that show that the engine is at work. */
    private static final int UNDER_WAY = 8;

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    @Override
    public String key() {
        return "live";
    }

    @Override
    public int steps(PipelineScale scale) {
        return 1;
    }

    @Override
    public void measure(PipelineSite site, PipelineResults results) {
        LiveSpeech speech = new LiveSpeech(site.scale(), site.samples(), site.nanos());
        LiveDrafts drafts = new LiveDrafts(speech, Clock.systemUTC());
        site.progress().step("live (drafts of scripts)", site.scale().sessions());
        site.broker().createTopics(NAME);
        try (TextGenerator engine = Generators.lease(site.settings());
                EventWriter writer = new EventWriter(site.broker().bootstrap(), NAME);
                CommittedReader reader =
                        new CommittedReader(site.broker().bootstrap(), List.of(NAME + Topics.CONTENT_DRAFTS))) {
            for (int i = 0; i < site.scale().catalogue(); i++) {
                writer.write(site.samples().product(i));
            }
            writer.flush();
            LocalFlink.Job job = site.generate(NAME, NAME, GeneratorFactory.leasing(site.settings()));
            try {
                watch(site, job, reader, drafts, START_PATIENCE, () -> drafts.catalogue() >= UNDER_WAY);
                GeneratorStats before = engine.stats();
                long begun = site.nanos().getAsLong();
                speakAndWatch(site, job, speech, writer, reader, drafts);
                double seconds = (site.nanos().getAsLong() - begun) / 1e9;
                report(engine.stats().since(before), seconds, drafts, results);
            } finally {
                job.cancel();
            }
        }
        if (drafts.catalogue() >= site.scale().catalogue() * KINDS) {
            throw new BenchException("the catalogue was written to its end, so the engine was not full; add products");
        }
        site.broker().deleteTopics(NAME);
    }

    private static void speakAndWatch(
            PipelineSite site,
            LocalFlink.Job job,
            LiveSpeech speech,
            EventWriter writer,
            CommittedReader reader,
            LiveDrafts drafts) {
        CompletableFuture<Void> spoken = new CompletableFuture<>();
        Thread speaker = new Thread(
                () -> {
                    try {
                        speech.speak(writer::write);
                        writer.flush();
                        spoken.complete(null);
                    } catch (RuntimeException e) {
                        spoken.completeExceptionally(e);
                    }
                },
                "speaker");
        speaker.start();
        try {
            Duration most = speech.duration().plus(PipelineSite.LIVE_BUDGET.multipliedBy(2));
            watch(
                    site,
                    job,
                    reader,
                    drafts,
                    most,
                    () -> drafts.ended() == site.scale().sessions());
            spoken.join();
        } finally {
            speaker.interrupt();
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void watch(
            PipelineSite site,
            LocalFlink.Job job,
            CommittedReader reader,
            LiveDrafts drafts,
            Duration most,
            Condition until) {
        long begun = site.nanos().getAsLong();
        while (!until.holds()) {
            int ended = drafts.ended();
            int found =
                    reader.poll(LOOK, value -> drafts.take(value, site.nanos().getAsLong()));
            for (int i = ended; i < drafts.ended(); i++) {
                site.progress().tick();
            }
            if (found == 0 && site.nanos().getAsLong() - begun > most.toNanos()) {
                job.checkRunning();
                throw new BenchException("not done after " + most + ": " + drafts);
            }
        }
    }

    private static void report(GeneratorStats stats, double seconds, LiveDrafts drafts, PipelineResults results) {
        results.add(PipelineFigure.SCRIPT_MILLIS_P99, drafts.percentile(99, LiveDrafts.Part.WHOLE));
        results.add(PipelineFigure.FALLBACK_SHARE, drafts.fallbackShare());
        results.add("scripts", drafts.scripts());
        for (LiveDrafts.Part part : LiveDrafts.Part.values()) {
            results.add(part.key() + "P50", drafts.percentile(50, part));
            results.add(part.key() + "P99", drafts.percentile(99, part));
        }
        results.add("scriptMillisMax", drafts.percentile(100, LiveDrafts.Part.WHOLE));
        results.add("liveTokensPerSecond", stats.writtenTokens() / seconds);
        results.add("liveMeanBatch", stats.meanBatch());
        results.add("liveCatalogueDrafts", drafts.catalogue());
    }
}
