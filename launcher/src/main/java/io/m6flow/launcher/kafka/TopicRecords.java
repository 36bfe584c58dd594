package io.m6flow.launcher.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Reads what is committed on a topic now, without leaving a trace. */
final class TopicRecords {
    private TopicRecords() {}

    /** Partition by partition in order, what came at this time or later. */
    static void since(String bootstrap, String topic, Instant time, Consumer<ConsumerRecord<byte[], byte[]>> use) {
        try (KafkaConsumer<byte[], byte[]> consumer = Consumers.readCommitted(bootstrap);
                Offsets offsets = new Offsets(bootstrap)) {
            consumer.assign(offsets.partitions(List.of(topic)));
            var ends = consumer.endOffsets(consumer.assignment());
            starts(consumer, time).forEach((partition, start) -> {
                if (start == null) {
                    consumer.seek(partition, ends.getOrDefault(partition, 0L));
                } else {
                    consumer.seek(partition, start.offset());
                }
            });
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(use);
            }
        }
    }

    private static Map<TopicPartition, OffsetAndTimestamp> starts(
            KafkaConsumer<byte[], byte[]> consumer, Instant time) {
        return consumer.offsetsForTimes(consumer.assignment().stream()
                .collect(Collectors.toMap(partition -> partition, partition -> time.toEpochMilli())));
    }
}
