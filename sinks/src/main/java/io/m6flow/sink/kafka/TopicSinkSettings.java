package io.m6flow.sink.kafka;

import io.m6flow.schema.codec.TopicFormat;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.connector.base.DeliveryGuarantee;

/**
 * How sinks write to Kafka.
 *
 * @param deliveryGuarantee EXACTLY_ONCE shows records to read_committed readers once a checkpoint is complete;
 *     AT_LEAST_ONCE shows them at once and repeats some after a failure
 * @param transactionalIdPrefix begins the name of every transaction. Unique in the Kafka cluster per job, and the same
 *     after a restart of that job: then what an earlier run left open is found and aborted
 * @param transactionTimeout how long a transaction may stay open: well above the time of a checkpoint and a restart
 *     together, or Kafka aborts what Flink has already promised; at most the broker's transaction.max.timeout.ms,
 *     which is 15 minutes unless it was set
 * @param format what the records look like
 */
public record TopicSinkSettings(
        String bootstrapServers,
        DeliveryGuarantee deliveryGuarantee,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        TopicFormat format)
        implements Serializable {
    private static final Duration BROKERS_LIMIT = Duration.ofMinutes(15);

    public TopicSinkSettings {
        Objects.requireNonNull(transactionTimeout, "transactionTimeout");
        Objects.requireNonNull(format, "format");
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers is empty; give it host:port");
        }
        if (deliveryGuarantee == DeliveryGuarantee.NONE) {
            throw new IllegalArgumentException(
                    "deliveryGuarantee NONE loses records; choose EXACTLY_ONCE or AT_LEAST_ONCE");
        }
        if (deliveryGuarantee == DeliveryGuarantee.EXACTLY_ONCE && transactionalIdPrefix.isBlank()) {
            throw new IllegalArgumentException(
                    "transactionalIdPrefix is empty; EXACTLY_ONCE needs one that no other job uses");
        }
        if (transactionTimeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("transactionTimeout must be at least 1 s, was " + transactionTimeout);
        }
    }

    /** With the longest transaction timeout that a broker allows by default, 15 minutes. */
    public static TopicSinkSettings exactlyOnce(String bootstrapServers, String transactionalIdPrefix) {
        return new TopicSinkSettings(
                bootstrapServers,
                DeliveryGuarantee.EXACTLY_ONCE,
                transactionalIdPrefix,
                BROKERS_LIMIT,
                TopicFormat.SELF_DESCRIBING);
    }

    public static TopicSinkSettings atLeastOnce(String bootstrapServers) {
        return new TopicSinkSettings(
                bootstrapServers, DeliveryGuarantee.AT_LEAST_ONCE, "", BROKERS_LIMIT, TopicFormat.SELF_DESCRIBING);
    }

    public TopicSinkSettings withTransactionalIdPrefix(String prefix) {
        return new TopicSinkSettings(bootstrapServers, deliveryGuarantee, prefix, transactionTimeout, format);
    }

    public TopicSinkSettings withTransactionTimeout(Duration timeout) {
        return new TopicSinkSettings(bootstrapServers, deliveryGuarantee, transactionalIdPrefix, timeout, format);
    }

    public TopicSinkSettings withFormat(TopicFormat newFormat) {
        return new TopicSinkSettings(
                bootstrapServers, deliveryGuarantee, transactionalIdPrefix, transactionTimeout, newFormat);
    }
}
