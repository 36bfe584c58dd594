package io.m6flow.sink.kafka;

import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;

/** Sinks that write one of our records to one topic, as often as the settings promise. */
public final class TopicSinks {
    /** A dead letter holds up to 1 MiB beside its message and keys; the client's own limit is 1 MiB in all. */
    private static final int MAX_REQUEST_BYTES = 4 * 1024 * 1024;

    private TopicSinks() {}

    /**
     * A sink for one topic.
     *
     * <p>The names of its transactions are the settings' prefix and the topic, so a job has one such sink per topic;
     * a second one gets settings with another prefix.
     */
    public static <T extends SpecificRecordBase> KafkaSink<T> of(
            TopicSinkSettings settings, String topic, Class<T> type, KeyFunction<T> key) {
        return of(settings, topic, type, key, message -> List.of());
    }

    static <T extends SpecificRecordBase> KafkaSink<T> of(
            TopicSinkSettings settings, String topic, Class<T> type, KeyFunction<T> key, HeadersFunction<T> headers) {
        KafkaSinkBuilder<T> sink = KafkaSink.<T>builder()
                .setBootstrapServers(settings.bootstrapServers())
                .setDeliveryGuarantee(settings.deliveryGuarantee())
                .setProperty("max.request.size", Integer.toString(MAX_REQUEST_BYTES))
                .setProperty("compression.type", "lz4")
                .setRecordSerializer(new RecordOnTopic<>(topic, type, key, headers, settings.format()));
        if (settings.deliveryGuarantee() == DeliveryGuarantee.EXACTLY_ONCE) {
            sink.setTransactionalIdPrefix(settings.transactionalIdPrefix() + "-" + topic)
                    // Names come from a pool and are used again, so that restarts do not fill the broker with names.
                    .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                    .setProperty(
                            "transaction.timeout.ms",
                            Long.toString(settings.transactionTimeout().toMillis()));
        }
        return sink.build();
    }

    /**
     * A sink for one topic outside transactions: readers see a record as soon as it is written, unless a transaction
     * that is still open stands before it in its partition; after a failure some records stand there again. A job may
     * have it beside the transactional one of the same topic, and leaves nothing of it in its savepoints.
     *
     * @param settings their guarantee is of no matter here
     */
    public static <T extends SpecificRecordBase> Sink<T> atLeastOnce(
            TopicSinkSettings settings, String topic, Class<T> type, KeyFunction<T> key) {
        TopicSinkSettings untransacted =
                TopicSinkSettings.atLeastOnce(settings.bootstrapServers()).withFormat(settings.format());
        return new StatelessSink<>(of(untransacted, topic, type, key));
    }
}
