package io.m6flow.sink;

import io.m6flow.schema.PublishedContent;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A Flink cluster in this JVM, shared by all tests, that runs small jobs: contents in order into a sink. */
final class FlinkCluster implements BeforeAllCallback {
    /** About as many contents come out of the source between two checkpoints, where a failure is wanted. */
    private static final int PER_CHECKPOINT = 3;

    private static final long CHECKPOINT_MILLIS = 100;

    private MiniCluster cluster;

    private record Shared(MiniCluster cluster) implements AutoCloseable {
        static Shared start() {
            try {
                MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                        .setConfiguration(configuration())
                        .setNumTaskManagers(1)
                        .setNumSlotsPerTaskManager(1)
                        .build());
                cluster.start();
                return new Shared(cluster);
            } catch (Exception e) {
                throw new IllegalStateException("the Flink cluster did not start", e);
            }
        }

        @Override
        public void close() {
            cluster.closeAsync().join();
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        return configuration;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        cluster = context.getRoot()
                .getStore(Namespace.create(FlinkCluster.class))
                .getOrComputeIfAbsent(Shared.class, start -> Shared.start(), Shared.class)
                .cluster();
    }

    /** Runs to the end. */
    void run(List<PublishedContent> contents, Sink<PublishedContent> sink) throws Exception {
        execute(contents, sink, RateLimiterStrategy.noOp(), NoFailure.INSTANCE, 0);
    }

    /**
     * Runs to the end, with one failure on the way, at the worst moment: the sink has flushed what came since the last
     * complete checkpoint, and the checkpoint that asked it to does not complete. Takes at least 8 contents.
     */
    void runWithFailure(List<PublishedContent> contents, Sink<PublishedContent> sink) throws Exception {
        var failure = failureIn(contents);
        execute(contents, sink, RateLimiterStrategy.perCheckpoint(PER_CHECKPOINT), failure, 1);
        failure.requireOvercome();
    }

    /** Runs to the end, a few contents between two checkpoints, however the sink fails on the way, but not more often. */
    void runOverCheckpoints(List<PublishedContent> contents, Sink<PublishedContent> sink, int failures)
            throws Exception {
        execute(contents, sink, RateLimiterStrategy.perCheckpoint(2 * PER_CHECKPOINT), NoFailure.INSTANCE, failures);
    }

    /** Runs to the same failure, and ends there by throwing it. */
    void runUntilFailure(List<PublishedContent> contents, Sink<PublishedContent> sink) throws Exception {
        execute(contents, sink, RateLimiterStrategy.perCheckpoint(PER_CHECKPOINT), failureIn(contents), 0);
    }

    /** The 8th comes when complete checkpoints hold some, but not it. */
    private static FailsOnceAfter failureIn(List<PublishedContent> contents) {
        return new FailsOnceAfter(contents.get(2 * PER_CHECKPOINT + 1));
    }

    private void execute(
            List<PublishedContent> contents,
            Sink<PublishedContent> sink,
            RateLimiterStrategy<?> pace,
            MapFunction<PublishedContent, PublishedContent> failure,
            int restarts)
            throws Exception {
        Configuration job = new Configuration();
        job.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        job.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
        job.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        var environment = StreamExecutionEnvironment.getExecutionEnvironment(job);
        environment.setParallelism(1).enableCheckpointing(CHECKPOINT_MILLIS);
        var type = new AvroTypeInfo<>(PublishedContent.class);
        var given = List.copyOf(contents);
        environment
                .fromSource(
                        new DataGeneratorSource<>(n -> given.get(n.intValue()), given.size(), pace, type),
                        WatermarkStrategy.noWatermarks(),
                        "contents")
                .map(failure)
                .returns(type)
                .sinkTo(sink)
                .uid("sink");
        cluster.executeJobBlocking(environment.getStreamGraph().getJobGraph());
    }

    private enum NoFailure implements MapFunction<PublishedContent, PublishedContent>, Serializable {
        INSTANCE;

        @Override
        public PublishedContent map(PublishedContent content) {
            return content;
        }
    }

    /** Fails the first checkpoint that follows a certain content. */
    private static final class FailsOnceAfter
            implements MapFunction<PublishedContent, PublishedContent>, CheckpointedFunction {
        private static final ConcurrentHashMap<String, Integer> COMINGS = new ConcurrentHashMap<>();

        private final String run = UUID.randomUUID().toString();
        private final String decisionId;
        private transient boolean failAtCheckpoint;

        FailsOnceAfter(PublishedContent content) {
            decisionId = content.getDecisionId();
        }

        @Override
        public PublishedContent map(PublishedContent content) {
            if (content.getDecisionId().equals(decisionId)) {
                failAtCheckpoint = COMINGS.merge(run, 1, Integer::sum) == 1;
            }
            return content;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            if (failAtCheckpoint) {
                throw new IllegalStateException("the failure that this test asks for");
            }
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {
            failAtCheckpoint = false;
        }

        void requireOvercome() {
            int comings = Objects.requireNonNullElse(COMINGS.remove(run), 0);
            if (comings != 2) {
                throw new IllegalStateException(
                        "the content came " + comings + " times, not before and after a failure");
            }
        }
    }
}
