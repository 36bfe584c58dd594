package io.m6flow.launcher.kafka;

import io.m6flow.launcher.UsageException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Asks Kafka how far topics reach and how far consumer groups have read. */
public final class Offsets {
    private Offsets() {}

    /** How far the group has committed, 0 if it never has. */
    static long committed(String bootstrap, String group, TopicPartition partition) {
        return ask(bootstrap, admin -> {
            OffsetAndMetadata offset = committed(admin, group).get(partition);
            return offset == null ? 0L : offset.offset();
        });
    }

    /** How many records of the topics the group has not committed yet, transaction markers included. */
    public static long lag(String bootstrap, String group, Collection<String> topics) {
        return ask(bootstrap, admin -> {
            Map<TopicPartition, OffsetAndMetadata> committed = committed(admin, group);
            return ends(admin, topics).entrySet().stream()
                    .mapToLong(end -> {
                        OffsetAndMetadata done = committed.get(end.getKey());
                        return Math.max(0, end.getValue() - (done == null ? 0 : done.offset()));
                    })
                    .sum();
        });
    }

    static List<TopicPartition> partitions(Admin admin, Collection<String> topics) {
        return get(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group) {
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Collection<String> topics) {
        var latest = partitions(admin, topics).stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return get(admin.listOffsets(latest).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static <T> T ask(String bootstrap, Function<Admin, T> question) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            return question.apply(admin);
        }
    }

    private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted while asking Kafka");
        } catch (ExecutionException e) {
            throw new UsageException("Kafka did not answer: " + e.getCause());
        }
    }
}
