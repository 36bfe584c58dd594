package io.m6flow.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the tests do with a broker. */
final class KafkaClients {
    private KafkaClients() {}

    static void createTopic(LocalKafka kafka, String name) {
        kafka.createTopics(List.of(new Topic(name, 2, Map.of("retention.ms", "-1"))));
    }

    static void commit(LocalKafka kafka, String topic, String... values) {
        try (KafkaProducer<String, String> producer = producer(kafka, "committing", Duration.ofDays(7))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String value : values) {
                send(producer, topic, value);
            }
            producer.commitTransaction();
        }
    }

    @SuppressWarnings("resource") // left open: it is killed with its JVM
    static void leaveOpen(LocalKafka kafka, String topic, String value) {
        KafkaProducer<String, String> producer = producer(kafka, "dying", Duration.ofMinutes(1));
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, topic, value);
        producer.flush();
    }

    private static void send(KafkaProducer<String, String> producer, String topic, String value) {
        // A failed write of a transaction fails its commit.
        var unused = producer.send(new ProducerRecord<>(topic, value));
    }

    /** The next attempt of the same transactional id, which ends what the last one left open. */
    static void takeOver(LocalKafka kafka) {
        try (KafkaProducer<String, String> producer = producer(kafka, "dying", Duration.ofMinutes(1))) {
            producer.initTransactions();
        }
    }

    private static KafkaProducer<String, String> producer(LocalKafka kafka, String id, Duration timeout) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", kafka.bootstrapServers());
        config.put("transactional.id", id);
        config.put("transaction.timeout.ms", (int) timeout.toMillis());
        config.put("max.request.size", 8 << 20);
        return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
    }

    /** Reads committed records in a consumer group until that many came, or half a minute has passed. */
    static List<String> read(LocalKafka kafka, String topic, String group, int count) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", kafka.bootstrapServers());
        config.put("group.id", group);
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", false);
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(record.value());
                }
            }
            consumer.commitSync();
        }
        return values;
    }

    static String clusterId(LocalKafka kafka) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeCluster().clusterId().get();
        }
    }

    static int partitions(LocalKafka kafka, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        }
    }
}
