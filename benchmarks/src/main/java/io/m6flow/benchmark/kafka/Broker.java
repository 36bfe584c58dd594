package io.m6flow.benchmark.kafka;

import io.m6flow.job.kafka.KafkaEnds;
import io.m6flow.local.KafkaOptions;
import io.m6flow.local.LocalKafka;
import io.m6flow.local.Topic;
import io.m6flow.schema.codec.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** A real broker in this process; its data lies in a temporary directory that goes away with it. Not thread-safe. */
public final class Broker implements AutoCloseable {
    private final Path directory;
    private final LocalKafka kafka;

    private Broker(Path directory, LocalKafka kafka) {
        this.directory = directory;
        this.kafka = kafka;
    }

    public static Broker start() {
        try {
            Path directory = Files.createTempDirectory("m6flow-bench");
            LocalKafka kafka = new LocalKafka(KafkaOptions.in(directory.resolve("kafka")));
            Broker broker = new Broker(directory, kafka);
            try {
                kafka.start();
            } catch (RuntimeException e) {
                broker.deleteFiles();
                throw e;
            }
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory could be made", e);
        }
    }

    public String bootstrap() {
        return kafka.bootstrapServers();
    }

    /** A directory beside the broker's data, for as long as the broker is there. */
    public Path directory(String name) {
        return directory.resolve(name);
    }

    /** Makes all topics of an installation, with its settings, under names that begin with the prefix. */
    public void createTopics(String prefix) {
        kafka.createTopics(Topics.all().stream()
                .map(topic -> new Topic(prefix + topic.name(), topic.partitions(), topic.config()))
                .toList());
    }

    /** Deletes what {@link #createTopics} made; the disk is free again about a minute later. */
    public void deleteTopics(String prefix) {
        admin(admin -> admin.deleteTopics(Topics.all().stream()
                        .map(topic -> prefix + topic.name())
                        .toList())
                .all()
                .get());
    }

    /** Forgets how far a generate job has read topics of this prefix, so that the next one begins at the beginning. */
    public void forgetPlaces(String prefix) {
        admin(admin -> {
            try {
                admin.deleteConsumerGroups(List.of(prefix + KafkaEnds.GENERATE_GROUP))
                        .all()
                        .get();
            } catch (ExecutionException e) {
                // A job that never completed a checkpoint has left none.
                if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                    throw e;
                }
            }
        });
    }

    private interface Administration {
        void run(Admin admin) throws InterruptedException, ExecutionException;
    }

    private void admin(Administration work) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()))) {
            work.run(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Kafka was asked", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refused: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        try {
            kafka.close();
        } finally {
            deleteFiles();
        }
    }

    private void deleteFiles() {
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path entry : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
