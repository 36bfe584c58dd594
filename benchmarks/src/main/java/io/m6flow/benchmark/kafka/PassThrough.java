package io.m6flow.benchmark.kafka;

import io.m6flow.schema.codec.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The least that a job between the same topics can be: it carries the bytes of drafts and outcomes, as a generate job has
 * written them, from one pair of topics to another, exactly once, and looks into none of them. Source and sink are set as
 * the product sets its own; they are chained, and objects are handed on without a copy.
 */
public final class PassThrough {
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);
    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;
    private static final List<String> CARRIED = List.of(Topics.CONTENT_DRAFTS, Topics.EVENT_OUTCOMES);

    private PassThrough() {}

    /**
     * Builds it; the caller executes it.
     *
     * @param fromPrefix stands before the names of the topics that it reads, from their beginning
     * @param toPrefix before those that it writes, and before the names of its transactions
     */
    public static void build(
            StreamExecutionEnvironment env,
            String bootstrap,
            String fromPrefix,
            String toPrefix,
            Duration checkpointInterval) {
        env.enableCheckpointing(checkpointInterval.toMillis(), CheckpointingMode.EXACTLY_ONCE);
        env.getConfig().enableObjectReuse();
        for (String topic : CARRIED) {
            env.fromSource(
                            source(bootstrap, fromPrefix + topic, toPrefix),
                            WatermarkStrategy.noWatermarks(),
                            topic + " source",
                            CarriedRecord.TYPE)
                    .sinkTo(sink(bootstrap, toPrefix + topic))
                    .name(topic);
        }
    }

    private static KafkaSource<CarriedRecord> source(String bootstrap, String topic, String group) {
        return KafkaSource.<CarriedRecord>builder()
                .setBootstrapServers(bootstrap)
                .setTopics(topic)
                .setGroupId(group + "pass-through")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new CarriedRecord.Reading())
                .setProperty("isolation.level", "read_committed")
                .setProperty("commit.offsets.on.checkpoint", "true")
                .build();
    }

    private static KafkaSink<CarriedRecord> sink(String bootstrap, String topic) {
        return KafkaSink.<CarriedRecord>builder()
                .setBootstrapServers(bootstrap)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix("pass-through-" + topic)
                .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                .setProperty("transaction.timeout.ms", Long.toString(TRANSACTION_TIMEOUT.toMillis()))
                .setProperty("max.request.size", Integer.toString(MAX_REQUEST_BYTES))
                .setProperty("compression.type", "lz4")
                .setRecordSerializer(new CarriedRecord.Writing(topic))
                .build();
    }
}
