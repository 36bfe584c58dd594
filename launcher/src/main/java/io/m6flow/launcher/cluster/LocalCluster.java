package io.m6flow.launcher.cluster;

import io.m6flow.launcher.UsageException;
import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.kafka.TopicSetup;
import io.m6flow.local.Ports;
import io.m6flow.local.RedisOptions;
import io.m6flow.review.rebuild.Rebuild;
import io.m6flow.schema.Kind;
import io.m6flow.schema.registry.RegistrySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A cluster of processes on 127.0.0.1: ZooKeeper, one JobManager with high availability, two TaskManagers, a broker,
 * Redis, the review service and, where webhooks are configured, what delivers them. A process that ends by itself is started again at once, on the same port. Jobs go on
 * from their newest snapshot, those of {@code m6flow up} on the same directory included.
 *
 * <p>Not thread-safe, except that {@link #close} may come from a shutdown hook.
 */
public final class LocalCluster implements AutoCloseable {
    /** Longer than people leave a laptop closed: Kafka keeps for so long what a killed run had not committed. */
    public static final Duration TRANSACTION_TIMEOUT = Duration.ofDays(3);

    public static final String JOB_MANAGER = "jobmanager";
    public static final String KAFKA = "kafka";
    public static final String REDIS = "redis";
    public static final String REVIEW = "review";

    /** There is one where endpoints of webhooks are configured. */
    public static final String DELIVER = "deliver";

    private static final int TASK_MANAGERS = 2;
    private static final int JOBS = 2;
    private static final int BROKER_HEAP_MEGABYTES = 512;
    private static final int REVIEW_HEAP_MEGABYTES = 256;
    private static final int DELIVER_HEAP_MEGABYTES = 192;
    private static final int MOST_STARTS = 3;
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Settings settings;
    private final ClusterDirectory directory;
    private final ClusterPrograms programs;
    private final Path tokens;
    private final ClusterPorts ports;
    private final FlinkPage page;
    private final Map<String, ClusterPart> parts = new LinkedHashMap<>();

    /**
     * A cluster that does not run yet.
     *
     * @param tokens who may sign in to the review pages
     * @param notice hears of processes that ended and came back
     */
    public LocalCluster(Settings settings, ClusterPrograms programs, Path tokens, Consumer<String> notice) {
        this.settings = settings;
        this.directory = new ClusterDirectory(settings.dataDir());
        this.programs = programs;
        this.tokens = tokens;
        this.ports = ClusterPorts.choose(settings);
        this.page = new FlinkPage(URI.create("http://127.0.0.1:" + ports.flink()));
        for (ClusterPart part : describe(notice)) {
            parts.put(part.name(), part);
        }
    }

    private List<ClusterPart> describe(Consumer<String> notice) {
        JavaCommands java = new JavaCommands(directory, programs);
        List<ClusterPart> all = new ArrayList<>();
        all.add(java("zookeeper", java.zookeeper(zookeeperConfig()), notice));
        all.add(new RedisPart(new RedisOptions(directory.redis(), ports.redis(), null, null, false), notice));
        all.add(java(KAFKA, java.command(KAFKA, BROKER_HEAP_MEGABYTES, brokerArguments()), notice));
        all.add(java(JOB_MANAGER, java.jobManager(), notice));
        for (int i = 1; i <= TASK_MANAGERS; i++) {
            all.add(java(taskManager(i), java.taskManager(taskManager(i)), notice));
        }
        settings.webhooks()
                .ifPresent(file -> all.add(
                        java(DELIVER, java.command(DELIVER, DELIVER_HEAP_MEGABYTES, deliverArguments(file)), notice)));
        all.add(java(REVIEW, java.command(REVIEW, REVIEW_HEAP_MEGABYTES, reviewArguments()), notice));
        return all;
    }

    private ClusterPart java(String name, JavaCommands.JavaCommand command, Consumer<String> notice) {
        return new JavaPart(name, command, directory.output(name), notice);
    }

    /** The name of the n-th TaskManager, from 1. */
    public static String taskManager(int number) {
        return "taskmanager-" + number;
    }

    /**
     * Starts all processes and returns once the TaskManagers have found the JobManager and the pages answer. Starts no
     * other beside a Redis whose rebuild did not come to its end.
     */
    public void start() {
        Leftovers.stop(directory.root());
        directory.makeAnew();
        directory.write(zookeeperConfig(), zookeeperProperties());
        directory.write(
                directory.conf().resolve("config.yaml"), FlinkConfig.yaml(directory, ports, parallelism() * JOBS));
        part(REDIS).start();
        Rebuild.unfinished(redis()).ifPresent(why -> {
            throw new UsageException(why);
        });
        parts.values().stream()
                .filter(part -> !Set.of(REDIS, DELIVER, REVIEW).contains(part.name()))
                .forEach(ClusterPart::start);
        await(KAFKA, () -> !Ports.isFree(ports.kafka()));
        TopicSetup.createMissing(bootstrap());
        // Before the review service, so that endpoints hear of its first decisions.
        settings.webhooks().ifPresent(file -> part(DELIVER).start());
        part(REVIEW).start();
        await(REVIEW, () -> !Ports.isFree(ports.review()));
        await(JOB_MANAGER, () -> page.taskManagers() == TASK_MANAGERS);
    }

    /** By default each step runs on every TaskManager. */
    private int parallelism() {
        return settings.flink().parallelism().orElse(TASK_MANAGERS);
    }

    private void await(String part, BooleanSupplier done) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end || parts.values().stream().anyMatch(some -> some.starts() > MOST_STARTS)) {
                throw new UsageException(part + " did not start; see " + directory.output(part) + " and "
                        + directory.log(part) + ", and those beside them");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /**
     * Builds a job and submits it, to go on from its newest snapshot if there is one; returns once all its tasks run.
     *
     * @param more jars that the job needs beside that of the jobs
     */
    public void run(String name, List<Path> more, Consumer<StreamExecutionEnvironment> topology) throws Exception {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(jobConfiguration(name, more));
        env.setParallelism(parallelism());
        topology.accept(env);
        env.executeAsync(name);
        await(JOB_MANAGER, () -> page.runs(name));
    }

    private Configuration jobConfiguration(String name, List<Path> more) {
        List<String> jars = new ArrayList<>(List.of(programs.jobs().toUri().toString()));
        more.forEach(jar -> jars.add(jar.toUri().toString()));
        Configuration job = new Configuration();
        job.set(DeploymentOptions.TARGET, "remote");
        job.set(DeploymentOptions.ATTACHED, false);
        job.set(RestOptions.ADDRESS, "127.0.0.1");
        job.set(RestOptions.PORT, ports.flink());
        job.set(PipelineOptions.JARS, jars);
        job.set(PipelineOptions.NAME, name);
        job.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.snapshots(name).checkpoints().toUri().toString());
        job.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        directory.snapshots(name).newest().ifPresent(snapshot -> {
            job.set(StateRecoveryOptions.SAVEPOINT_PATH, snapshot.toUri().toString());
            job.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
        });
        return job;
    }

    public String bootstrap() {
        return "127.0.0.1:" + ports.kafka();
    }

    public URI redis() {
        return URI.create("redis://127.0.0.1:" + ports.redis());
    }

    public URI review() {
        return URI.create("http://127.0.0.1:" + ports.review());
    }

    public FlinkPage flink() {
        return page;
    }

    /** The process that runs now under this name. */
    public long pid(String part) {
        return part(part).pid();
    }

    /** How many processes there are. */
    public int size() {
        return parts.size();
    }

    private ClusterPart part(String name) {
        ClusterPart found = parts.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no part " + name + "; there are " + parts.keySet());
        }
        return found;
    }

    /** Stops all processes, last started first; what they have in hand is in Kafka, Redis and the snapshots. */
    @Override
    public void close() {
        List<ClusterPart> all = new ArrayList<>(parts.values());
        for (int i = all.size() - 1; i >= 0; i--) {
            all.get(i).close();
        }
    }

    private Path zookeeperConfig() {
        return directory.conf().resolve("zookeeper.properties");
    }

    /** Without its administration page and its metrics, both of which need libraries of their own. */
    private String zookeeperProperties() {
        return """
                clientPort=%d
                clientPortAddress=127.0.0.1
                dataDir=%s
                tickTime=500
                minSessionTimeout=2000
                maxSessionTimeout=60000
                maxClientCnxns=0
                admin.enableServer=false
                metricsProvider.className=org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.metrics.impl.NullMetricsProvider
                """.formatted(ports.zookeeper(), directory.zookeeper());
    }

    private String[] brokerArguments() {
        return new String[] {
            "kafka", "--data", directory.root().toString(), "--kafka-port", Integer.toString(ports.kafka())
        };
    }

    private String[] reviewArguments() {
        List<String> arguments = new ArrayList<>(List.of("review"));
        set(arguments, ConfigKey.KAFKA_BOOTSTRAP, bootstrap());
        set(arguments, ConfigKey.REDIS_URI, redis().toString());
        set(arguments, ConfigKey.REVIEW_HOST, "127.0.0.1");
        set(arguments, ConfigKey.REVIEW_PORT, Integer.toString(ports.review()));
        set(arguments, ConfigKey.REVIEW_TOKENS, tokens.toString());
        set(arguments, ConfigKey.REVIEW_LEASE, settings.review().lease().toString());
        set(arguments, ConfigKey.REVIEW_POLICY, settings.review().policy());
        set(
                arguments,
                ConfigKey.REVIEW_REWRITES,
                Integer.toString(settings.review().rewrites()));
        set(
                arguments,
                ConfigKey.REVIEW_UNDO_WINDOW,
                settings.review().undoWindow().toString());
        set(
                arguments,
                ConfigKey.REVIEW_RETRACT_ON_CHANGE,
                names(settings.review().retractOnChange()));
        set(arguments, ConfigKey.REVIEW_TWO_PERSONS, names(settings.review().twoPersons()));
        set(
                arguments,
                ConfigKey.REVIEW_KEEP_DECIDED,
                settings.review().keepDecided().map(Duration::toString).orElse(Settings.NEVER));
        setSignIn(arguments, settings.review());
        setRegistry(arguments);
        return arguments.toArray(String[]::new);
    }

    private String[] deliverArguments(Path webhooks) {
        List<String> arguments = new ArrayList<>(List.of("deliver"));
        set(arguments, ConfigKey.KAFKA_BOOTSTRAP, bootstrap());
        set(arguments, ConfigKey.REDIS_URI, redis().toString());
        set(arguments, ConfigKey.WEBHOOKS_FILE, webhooks.toString());
        setRegistry(arguments);
        return arguments.toArray(String[]::new);
    }

    private void setRegistry(List<String> arguments) {
        RegistrySettings registry = settings.topicFormat().registry();
        if (registry != null) {
            set(arguments, ConfigKey.SCHEMA_REGISTRY_URL, registry.url().toString());
            set(arguments, ConfigKey.SCHEMA_REGISTRY_USER, registry.user());
            String passwordFile = registry.password().file();
            set(arguments, ConfigKey.SCHEMA_REGISTRY_PASSWORD_FILE, passwordFile == null ? "" : passwordFile);
        }
    }

    private static String names(Set<Kind> kinds) {
        return kinds.stream().map(Kind::name).collect(Collectors.joining(","));
    }

    private static void setSignIn(List<String> arguments, Settings.Review review) {
        set(arguments, ConfigKey.REVIEW_RATE, Integer.toString(review.rate()));
        set(arguments, ConfigKey.REVIEW_BURST, Integer.toString(review.burst()));
        set(arguments, ConfigKey.REVIEW_METRICS, review.metricsFromLoopback() ? "loopback" : "token");
        review.publicUrl().ifPresent(url -> set(arguments, ConfigKey.REVIEW_PUBLIC_URL, url.toString()));
        review.oidc().ifPresent(oidc -> {
            set(arguments, ConfigKey.REVIEW_OIDC_ISSUER, oidc.issuer().toString());
            set(arguments, ConfigKey.REVIEW_OIDC_CLIENT_ID, oidc.clientId());
            set(arguments, ConfigKey.REVIEW_OIDC_CLIENT_SECRET_FILE, oidc.secretFile());
            set(arguments, ConfigKey.REVIEW_OIDC_NAME_CLAIM, oidc.nameClaim());
            set(arguments, ConfigKey.REVIEW_OIDC_ROLES_CLAIM, oidc.rolesClaim());
            set(arguments, ConfigKey.REVIEW_OIDC_TENANT_CLAIM, oidc.tenantClaim());
            set(
                    arguments,
                    ConfigKey.REVIEW_OIDC_ROLES,
                    oidc.roles().entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining(",")));
        });
    }

    private static void set(List<String> arguments, ConfigKey key, String value) {
        arguments.addAll(List.of("--set", key.key() + "=" + value));
    }
}
