package io.m6flow.testkit.kafka;

import io.m6flow.local.KafkaOptions;
import io.m6flow.local.LocalKafka;
import io.m6flow.local.Topic;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.testkit.TemporaryDirectory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A real Kafka broker for tests: {@code @RegisterExtension static final KafkaServer KAFKA = new KafkaServer();}.
 *
 * <p>All test classes of a JVM share one broker, which the first of them starts; so a test takes a
 * {@link #freshTopic fresh topic}, or expects what other tests left on the named ones. Thread-safe.
 */
public final class KafkaServer implements BeforeAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(KafkaServer.class);
    private static final AtomicInteger FRESH = new AtomicInteger();

    private volatile @Nullable Shared shared;

    private record Shared(TemporaryDirectory directory, LocalKafka kafka) implements AutoCloseable {
        static Shared start() {
            var directory = TemporaryDirectory.create("m6flow-test-kafka");
            var kafka = new LocalKafka(KafkaOptions.in(directory.path()));
            kafka.start();
            return new Shared(directory, kafka);
        }

        @Override
        public void close() {
            kafka.close();
            directory.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Shared.class, start -> Shared.start(), Shared.class);
    }

    /** {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return kafka().bootstrapServers();
    }

    /** Makes those of the topics that are not there yet. */
    public void createTopics(Collection<Topics.Topic> topics) {
        kafka().createTopics(topics.stream()
                .map(topic -> new Topic(topic.name(), topic.partitions(), topic.config()))
                .toList());
    }

    /** Makes a topic of one partition, so of one order, that no other test of this JVM uses; returns its name. */
    public String freshTopic(String prefix) {
        return freshTopic(prefix, 1);
    }

    public String freshTopic(String prefix, int partitions) {
        String name = prefix + "-" + FRESH.incrementAndGet();
        kafka().createTopics(List.of(new Topic(name, partitions, Map.of())));
        return name;
    }

    public <T extends SpecificRecordBase> TopicReader<T> reader(String topic, Class<T> type) {
        return new TopicReader<>(bootstrapServers(), topic, type);
    }

    public <T extends SpecificRecordBase> TopicReader<T> reader(String topic, Class<T> type, TopicFormat format) {
        return new TopicReader<>(bootstrapServers(), topic, type, format);
    }

    /** The caller closes it. */
    public <T extends SpecificRecordBase> TopicWriter<T> writer(String topic, Class<T> type) {
        return writer(topic, type, TopicFormat.SELF_DESCRIBING);
    }

    /** The caller closes it. */
    public <T extends SpecificRecordBase> TopicWriter<T> writer(String topic, Class<T> type, TopicFormat format) {
        return new TopicWriter<>(bootstrapServers(), topic, type, format);
    }

    private LocalKafka kafka() {
        return Objects.requireNonNull(shared, "register the KafkaServer with @RegisterExtension on a static field")
                .kafka();
    }
}
