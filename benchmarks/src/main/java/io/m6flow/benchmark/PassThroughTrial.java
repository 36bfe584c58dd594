package io.m6flow.benchmark;

import io.m6flow.benchmark.kafka.CommittedReader;
import io.m6flow.benchmark.kafka.EventWriter;
import io.m6flow.benchmark.kafka.PassThrough;
import io.m6flow.launcher.flink.LocalFlink;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.EventDefaults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * How much of what Kafka and Flink carry at most is left once the job does its work: the generate job, with a generator
 * that answers at once, over a job that only copies bytes.
 *
 * <p>Both put out the same bytes. The generate job turns each product event into a draft and an outcome for each of the
 * four kinds; what it wrote for all events once lies ready for the copying job, which carries exactly those drafts and
 * outcomes, record by record with their keys, into topics of its own. So its input is its output, as a pass-through's is;
 * the generate job reads less, one event where the copying job reads eight records, and makes what it writes. All else is
 * the same: broker, cluster, partitions, parallelism, checkpoint interval, exactly once, compression.
 *
 * <p>A read_committed reader counts drafts in both cases. What counts as a run begins some seconds after the first draft
 * was visible, so that the start of the job and the warming up of its code are left out; a round measures both, one after
 * the other, there and back.
 */
final class PassThroughTrial implements PipelineTrial {
    private static final String INPUT = "in-";
    private static final String CORPUS = "corpus-";
    private static final int KINDS = EventDefaults.PRODUCT_KINDS.size();
    private static final Duration LOOK = Duration.ofMillis(50);

    /** One of the first drafts must be there by then, or something is broken. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String key() {
        return "passThrough";
    }

    @Override
    public int steps(PipelineScale scale) {
        return 1 + 2 * scale.rounds();
    }

    @Override
    public void measure(PipelineSite site, PipelineResults results) {
        feed(site);
        makeCorpus(site);
        for (int round = 0; round < site.scale().rounds(); round++) {
            boolean pipelineFirst = round % 2 == 0;
            Run pipeline = pipelineFirst ? pipeline(site, round) : null;
            Run passThrough = passThrough(site, round);
            Run measured = pipeline == null ? pipeline(site, round) : pipeline;
            results.add(PipelineFigure.EVENTS_PER_SECOND, measured.draftsPerSecond() / KINDS);
            results.add(PipelineFigure.DRAFTS_PER_SECOND, measured.draftsPerSecond());
            results.add("passThroughDraftsPerSecond", passThrough.draftsPerSecond());
            results.add("pipelineBytesPerDraft", measured.bytesPerDraft());
            results.add("passThroughBytesPerDraft", passThrough.bytesPerDraft());
            results.add(
                    PipelineFigure.PIPELINE_OVER_PASS_THROUGH,
                    measured.draftsPerSecond() / passThrough.draftsPerSecond());
        }
    }

    private static void feed(PipelineSite site) {
        site.broker().createTopics(INPUT);
        try (EventWriter writer = new EventWriter(site.broker().bootstrap(), INPUT)) {
            for (int i = 0; i < site.scale().events(); i++) {
                writer.write(site.samples().product(i));
            }
            writer.flush();
        }
    }

    private void makeCorpus(PipelineSite site) {
        site.broker().createTopics(CORPUS);
        watch(site, "corpus", CORPUS, Duration.ofDays(1), () -> generate(site, CORPUS));
        site.broker().forgetPlaces(INPUT);
    }

    private Run pipeline(PipelineSite site, int round) {
        String to = "pipeline-" + round + "-";
        site.broker().createTopics(to);
        Run run = watch(site, "pipeline", to, site.scale().steady(), () -> generate(site, to));
        site.broker().forgetPlaces(INPUT);
        site.broker().deleteTopics(to);
        return run;
    }

    private Run passThrough(PipelineSite site, int round) {
        String to = "pass-through-" + round + "-";
        site.broker().createTopics(to);
        Run run = watch(
                site,
                "pass-through",
                to,
                site.scale().steady(),
                () -> site.flink()
                        .run(
                                to + "job",
                                env -> PassThrough.build(
                                        env,
                                        site.broker().bootstrap(),
                                        CORPUS,
                                        to,
                                        site.scale().checkpoints())));
        site.broker().deleteTopics(to);
        return run;
    }

    private static LocalFlink.Job generate(PipelineSite site, String to) {
        return site.generate(INPUT, to, new AtOnceGenerator.Factory());
    }

    /** What one job reached. */
    private record Run(double draftsPerSecond, double bytesPerDraft) {}

    /** Runs the job until its pace was watched for so long, or all drafts are there. */
    private static Run watch(
            PipelineSite site, String name, String to, Duration steady, Supplier<LocalFlink.Job> start) {
        int all = site.scale().events() * KINDS;
        site.progress().step(name + " (drafts in thousands)", all / 1000);
        Duration warmUp = site.scale().warmUp();
        BurstyPace pace = new BurstyPace();
        AtomicLong bytes = new AtomicLong();
        LocalFlink.Job job = start.get();
        try (CommittedReader reader =
                new CommittedReader(site.broker().bootstrap(), List.of(to + Topics.CONTENT_DRAFTS))) {
            long begun = site.nanos().getAsLong();
            long now = begun;
            while (pace.total() < all && pace.running(now).compareTo(warmUp.plus(steady)) < 0) {
                long before = pace.total();
                int found = reader.poll(LOOK, value -> bytes.addAndGet(value.length));
                now = site.nanos().getAsLong();
                pace.polled(now, found);
                for (long thousand = before / 1000; thousand < pace.total() / 1000; thousand++) {
                    site.progress().tick();
                }
                if (found == 0) {
                    job.checkRunning();
                }
                if (pace.total() == 0 && now - begun > PATIENCE.toNanos()) {
                    throw new BenchException(name + ": no draft within " + PATIENCE);
                }
            }
            pace.polled(site.nanos().getAsLong(), 0);
        } finally {
            job.cancel();
        }
        return new Run(pace.perSecond(warmUp, pace.total() == all), (double) bytes.get() / pace.total());
    }
}
