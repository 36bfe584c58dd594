package io.m6flow.e2e.review;

import io.m6flow.review.AuditChain;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.codec.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The decisions as an outsider reads them. Confined to one thread. */
final class DecisionsOnKafka implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RecordCodec<ReviewDecision> codec = RecordCodec.of(ReviewDecision.class);
    private final List<byte[]> entries = new ArrayList<>();
    private final Map<String, List<String>> byContent = new HashMap<>();

    DecisionsOnKafka(String bootstrap) {
        consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(List.of(new TopicPartition(Topics.REVIEW_DECISIONS, 0)));
        consumer.seekToBeginning(consumer.assignment());
    }

    /** Reads on; answers for how many items there is a decision. */
    int poll() {
        consumer.poll(Duration.ofMillis(200)).forEach(found -> {
            ReviewDecision decision = codec.decode(found.value());
            List<String> decisions = byContent.computeIfAbsent(decision.getContentId(), id -> new ArrayList<>());
            if (!decisions.contains(decision.getDecisionId())) {
                decisions.add(decision.getDecisionId());
            }
            entries.add(found.value());
        });
        return byContent.size();
    }

    /** The decisions of each item. */
    Map<String, List<String>> byContent() {
        return byContent;
    }

    AuditChain.Report chain() {
        return AuditChain.verify(entries.iterator());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
