package io.m6flow.launcher.flink;

import io.m6flow.launcher.UsageException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FileUtils;

/**
 * A Flink cluster in this process, with its page. A job keeps its snapshots in a directory of its own and
 * goes on from the newest one. Not thread-safe.
 */
public final class LocalFlink implements AutoCloseable {
    private static final int JOBS = 2;
    private static final int MOST_PARALLEL = 4;

    /** A failure that comes back so often, with growing pauses, will not go away by itself. */
    private static final int RESTARTS = 12;

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration START_LOOK = Duration.ofMillis(50);

    private final Path directory;
    private final int parallelism;
    private final Duration checkpointInterval;
    private final MiniCluster cluster;
    private final int port;

    /**
     * A cluster that is not started yet.
     *
     * @param port of Flink's page on 127.0.0.1; 0 chooses a free one
     */
    public LocalFlink(Path directory, int port, int parallelism, Duration checkpointInterval) {
        this.directory = directory;
        this.port = port;
        this.parallelism = parallelism;
        this.checkpointInterval = checkpointInterval;
        this.cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(clusterConfiguration())
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism * JOBS)
                .build());
    }

    /**
     * How many parallel instances of each step suit this machine: as many as half its cores, and no more than topics have
     * partitions. Every further instance has threads, buffers and transactions that the model's cores pay for.
     */
    public static int parallelismHere() {
        int half = Runtime.getRuntime().availableProcessors() / 2;
        return Math.max(1, Math.min(half, MOST_PARALLEL));
    }

    public void start() {
        // What a run that was killed had there is of no use: a job goes on from its snapshots.
        FileUtils.deleteDirectoryQuietly(temporary().toFile());
        try {
            Files.createDirectories(temporary());
            cluster.start();
        } catch (Exception e) {
            if (ExceptionUtils.findThrowable(e, BindException.class).isPresent()) {
                throw new UsageException(
                        "Flink: port " + port + " is in use; choose another with --flink-port or stop what holds it");
            }
            throw new IllegalStateException("Flink could not be started: " + e.getMessage(), e);
        }
    }

    /** Where Flink's page is. */
    public URI page() {
        return await(cluster.getRestAddress(), Duration.ofSeconds(30), "Flink's address");
    }

    /** A job that runs here. */
    public final class Job {
        private final String name;
        private final JobID id;

        private Job(String name, JobID id) {
            this.name = name;
            this.id = id;
        }

        /** A savepoint can be taken only when every task has what it was restored from. */
        private void awaitRunning() {
            long end = System.nanoTime() + START_LIMIT.toNanos();
            while (!everyTaskRuns()) {
                checkRunning();
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("job " + name + " did not start within " + START_LIMIT);
                }
                LockSupport.parkNanos(START_LOOK.toNanos());
            }
        }

        private boolean everyTaskRuns() {
            if (status() != JobStatus.RUNNING) {
                // The tasks are not even known before.
                return false;
            }
            AccessExecutionGraph graph = await(cluster.getExecutionGraph(id), START_LIMIT, "the tasks of job " + name);
            for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
                if (task.getExecutionState() != ExecutionState.RUNNING) {
                    return false;
                }
            }
            return true;
        }

        private JobStatus status() {
            return await(cluster.getJobStatus(id), Duration.ofSeconds(30), "the state of job " + name);
        }

        /** Stops it with a savepoint from which the next start goes on. */
        public void stop() {
            String target = snapshots(name).savepoints().toUri().toString();
            await(
                    cluster.stopWithSavepoint(id, target, false, SavepointFormatType.CANONICAL),
                    Duration.ofMinutes(2),
                    "the savepoint of job " + name);
        }

        /** Ends it without a savepoint; what it had not committed is gone. Returns once it has ended. */
        public void cancel() {
            await(cluster.cancelJob(id), Duration.ofMinutes(2), "the end of job " + name);
            await(cluster.requestJobResult(id), Duration.ofMinutes(2), "the end of job " + name);
        }

        /** Throws if the job has failed for good, with the cause. */
        public void checkRunning() {
            if (status() == JobStatus.FAILED) {
                String cause = await(cluster.requestJobResult(id), Duration.ofSeconds(30), "the result of job " + name)
                        .getSerializedThrowable()
                        .map(Throwable::toString)
                        .orElse("no cause given");
                throw new IllegalStateException("job " + name + " failed: " + cause);
            }
        }
    }

    /** Builds a job and runs it, from its newest snapshot if it has left one. */
    public Job run(String name, Consumer<StreamExecutionEnvironment> topology) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(jobConfiguration(name));
        env.setParallelism(parallelism);
        topology.accept(env);
        var stream = env.getStreamGraph();
        stream.setJobName(name);
        JobGraph graph = stream.getJobGraph(getClass().getClassLoader(), JobID.generate());
        snapshots(name)
                .newest()
                .ifPresent(snapshot -> graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(
                        snapshot.toUri().toString(), false, RecoveryClaimMode.NO_CLAIM)));
        await(cluster.submitJob(graph), START_LIMIT, "the start of job " + name);
        Job job = new Job(name, graph.getJobID());
        job.awaitRunning();
        return job;
    }

    private Snapshots snapshots(String job) {
        return new Snapshots(directory.resolve(job));
    }

    private Path temporary() {
        return directory.resolve("tmp");
    }

    private Configuration jobConfiguration(String name) {
        Configuration job = new Configuration();
        job.set(PipelineOptions.NAME, name);
        job.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                snapshots(name).checkpoints().toUri().toString());
        job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        job.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        job.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        job.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, RESTARTS);
        return job;
    }

    private Configuration clusterConfiguration() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_PORT, Integer.toString(port));
        configuration.set(JobManagerOptions.ADDRESS, "127.0.0.1");
        configuration.set(JobManagerOptions.BIND_HOST, "127.0.0.1");
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        // Products are never forgotten, so what is known of them must fit on disk, and a snapshot must be what is new.
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(CoreOptions.TMP_DIRS, temporary().toString());
        configuration.set(TaskManagerOptions.BUFFER_DEBLOAT_ENABLED, true);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(96));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(96));
        return configuration;
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException("Flink did not stop cleanly: " + e.getMessage(), e);
        }
    }

    private static <T> T await(java.util.concurrent.CompletableFuture<T> future, Duration limit, String what) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + what, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(what + " failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(what + " did not come within " + limit, e);
        }
    }
}
