package io.m6flow.review.kafka;

import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Whether a consumer is in its group and its group's coordinator has answered it lately. */
final class Membership {
    private static final double LATELY_SECONDS = 20;

    private Membership() {}

    /** On the consumer's own thread. */
    static boolean holds(KafkaConsumer<?, ?> consumer) {
        return consumer.groupMetadata().generationId() >= 0 && heartbeat(consumer.metrics()) <= LATELY_SECONDS;
    }

    /** Seconds since the last heartbeat; none yet counts as just now, for the group was joined just now. */
    private static double heartbeat(Map<MetricName, ? extends Metric> metrics) {
        return metrics.values().stream()
                .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
                .map(Metric::metricValue)
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .filter(seconds -> seconds >= 0)
                .findFirst()
                .orElse(0);
    }
}
