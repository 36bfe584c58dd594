package io.m6flow.benchmark.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning as readers outside do: it sees what is committed and nothing else. Confined to one thread. */
public final class CommittedReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;

    public CommittedReader(String bootstrap, List<String> topics) {
        this.consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", bootstrap,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "max.poll.records", "20000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .map(consumer::partitionsFor)
                .flatMap(Collection::stream)
                .map(found -> new TopicPartition(found.topic(), found.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Waits for records at most so long.
     *
     * @param each hears of every value, topic by topic and in the order of its partition
     * @return how many there were
     */
    public int poll(Duration most, Consumer<byte[]> each) {
        ConsumerRecords<byte[], byte[]> found = consumer.poll(most);
        found.forEach(one -> each.accept(one.value()));
        return found.count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
