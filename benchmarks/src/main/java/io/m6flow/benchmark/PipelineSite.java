package io.m6flow.benchmark;

import io.m6flow.benchmark.kafka.Broker;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.job.ContentJob;
import io.m6flow.job.GenerateSettings;
import io.m6flow.job.kafka.KafkaEnds;
import io.m6flow.job.writing.GeneratorFactory;
import io.m6flow.job.writing.WritingSettings;
import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.flink.LocalFlink;
import io.m6flow.sink.kafka.TopicSinkSettings;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Where pipelines are measured: one broker and one Flink cluster for all of them, one after another.
 *
 * @param settings of the engine
 */
record PipelineSite(
        Broker broker,
        LocalFlink flink,
        GeneratorSettings settings,
        PipelineScale scale,
        SampleEvents samples,
        Progress progress,
        LongSupplier nanos) {
    /** As the product's configuration has it by default. */
    static final Duration LIVE_BUDGET = Duration.parse(ConfigKey.LIVE_BUDGET.standIn());

    /**
     * Starts the product's generate job with its default settings, its checks and its ends on Kafka, exactly once.
     *
     * @param from stands before the names of the topics that it reads and of its consumer group
     * @param to stands before the names of the topics that it writes and of its transactions
     */
    LocalFlink.Job generate(String from, String to, GeneratorFactory generator) {
        TopicSinkSettings sinks = TopicSinkSettings.exactlyOnce(broker.bootstrap(), to + "generate");
        GenerateSettings defaults = GenerateSettings.with(generator).withCheckpointInterval(scale.checkpoints());
        GenerateSettings job = defaults.withSession(defaults.session().withLiveBudget(LIVE_BUDGET));
        return flink.run(
                to + "generate",
                env -> ContentJob.generate(
                        env,
                        new KafkaEnds(sinks, from).generateSources(),
                        new KafkaEnds(sinks, to).generateSinks(),
                        job));
    }

    /** How many prompts a generate job has in hand at once where there are enough. */
    static int inHand() {
        return WritingSettings.defaults().capacity() * PipelineScale.PARALLELISM;
    }
}
