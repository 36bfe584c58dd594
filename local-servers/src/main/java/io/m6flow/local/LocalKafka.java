package io.m6flow.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker and controller in this process, for one machine: one replica of everything, 127.0.0.1 only.
 *
 * <p>A start on the same directory goes on with the same cluster and data, also after the process was killed. As any
 * Kafka of one replica it leaves writing to disk to the operating system, so a power cut may cost the last seconds. When
 * its disk fails, Kafka ends the JVM.
 *
 * <p>Safe for use by several threads. It has no shutdown hook: its owner closes it, after its clients.
 */
public final class LocalKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalKafka.class);
    private static final String NAME = "Kafka";
    private static final Duration TOPICS_READY_WITHIN = Duration.ofSeconds(30);

    private final KafkaOptions options;
    private @Nullable Running running;

    private record Running(DataDirectory directory, KafkaRaftServer server, int port) {}

    public LocalKafka(KafkaOptions options) {
        this.options = options;
    }

    /**
     * Starts the broker and returns once it answers, which takes a few seconds.
     *
     * @throws ServerStartException if the port or the directory is in use, or the broker does not come up
     */
    public synchronized void start() {
        if (running != null) {
            throw new IllegalStateException("Kafka is already running on " + bootstrapServers());
        }
        long began = System.nanoTime();
        DataDirectory directory = DataDirectory.open(NAME, options.dataDir());
        try {
            int port = directory.choosePort(options.port());
            directory.rememberPort(port);
            running = new Running(directory, launch(directory.resolve("log"), port), port);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
        LOG.info("Kafka listens on {} after {} ms", bootstrapServers(), (System.nanoTime() - began) / 1_000_000);
    }

    /** {@code 127.0.0.1:port}. */
    public synchronized String bootstrapServers() {
        return "127.0.0.1:" + requireRunning().port();
    }

    /**
     * Makes the topics that are not there, leaves those that are as they are, and returns once every one has a leader.
     *
     * @throws IllegalStateException if Kafka refuses one, with the topic's name and Kafka's reason
     */
    public void createTopics(Collection<Topic> topics) {
        List<Topic> wanted = List.copyOf(topics);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            var created = admin.createTopics(
                            wanted.stream().map(LocalKafka::newTopic).toList())
                    .values();
            for (Topic topic : wanted) {
                awaitCreated(topic, created.get(topic.name()));
            }
            awaitLeaders(admin, wanted.stream().map(Topic::name).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating topics", e);
        }
    }

    /** Stops the broker cleanly; without effect when it does not run. */
    @Override
    public synchronized void close() {
        Running stopped = running;
        if (stopped == null) {
            return;
        }
        running = null;
        try {
            stopped.server().shutdown();
            stopped.server().awaitShutdown();
        } finally {
            stopped.directory().close();
        }
    }

    private Running requireRunning() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("Kafka is not running; call start() first");
        }
        return now;
    }

    private static KafkaRaftServer launch(Path logDir, int port) {
        formatOnce(logDir);
        KafkaRaftServer server = null;
        try {
            var config = new KafkaConfig(KafkaSettings.of(logDir, port, Ports.freeBut(port)));
            server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return server;
        } catch (Throwable e) { // Scala code throws checked exceptions undeclared
            if (server != null) {
                shutDownAfter(e, server);
            }
            if (causedBy(e, InterruptedException.class)) {
                Thread.currentThread().interrupt();
            }
            if (causedBy(e, BindException.class)) {
                throw ServerStartException.portInUse(NAME, port, e);
            }
            throw new ServerStartException("Kafka: the broker on %s did not start: %s".formatted(logDir, e), e);
        }
    }

    private static void shutDownAfter(Throwable fault, KafkaRaftServer server) {
        try {
            server.shutdown();
        } catch (RuntimeException e) {
            fault.addSuppressed(e);
        }
    }

    private static void formatOnce(Path logDir) {
        try {
            Files.createDirectories(logDir);
            var found = new MetaPropertiesEnsemble.Loader()
                    .addLogDirs(List.of(logDir.toString()))
                    .load();
            if (!found.errorLogDirs().isEmpty()) {
                throw new ServerStartException(
                        "Kafka: the data in %s is damaged; restore it or start on another directory".formatted(logDir));
            }
            if (found.clusterId().isEmpty()) {
                format(logDir);
            }
        } catch (IOException e) {
            throw new ServerStartException("Kafka: cannot prepare %s: %s".formatted(logDir, e), e);
        }
    }

    private static void format(Path logDir) throws IOException {
        try (PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(KafkaSettings.NODE_ID)
                    .setControllerListenerName(KafkaSettings.CONTROLLER)
                    .setMetadataLogDirectory(logDir.toString())
                    .setDirectories(List.of(logDir.toString()))
                    // A format cut short by a kill leaves files but no cluster id: it is simply done again.
                    .setIgnoreFormatted(true)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .setPrintStream(quiet)
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static NewTopic newTopic(Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(new HashMap<>(topic.config()));
    }

    private static void awaitCreated(Topic topic, org.apache.kafka.common.@Nullable KafkaFuture<Void> created)
            throws InterruptedException {
        if (created == null) {
            throw new IllegalStateException("Kafka gave no answer for the topic " + topic.name());
        }
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create the topic " + topic.name() + ": " + e.getCause(), e);
            }
        }
    }

    /** A new topic is unknown to clients for some milliseconds, and some of them take that as final. */
    private static void awaitLeaders(Admin admin, List<String> names) throws InterruptedException {
        long deadline = System.nanoTime() + TOPICS_READY_WITHIN.toNanos();
        while (!haveLeaders(admin, names)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("topics without a leader after " + TOPICS_READY_WITHIN + ": " + names);
            }
            Thread.sleep(20);
        }
    }

    private static boolean haveLeaders(Admin admin, List<String> names) throws InterruptedException {
        try {
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw new IllegalStateException("cannot read the topics " + names + ": " + e.getCause(), e);
        }
    }

    private static boolean causedBy(Throwable thrown, Class<? extends Throwable> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
