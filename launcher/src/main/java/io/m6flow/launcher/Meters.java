package io.m6flow.launcher;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What this process's meters count from here on, for the report: by kind, tenant and outcome, with the median and the
 * 99th percentile. Times are in milliseconds. Thread-safe.
 */
final class Meters implements AutoCloseable {
    private static final MeterFilter PERCENTILES = new MeterFilter() {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return DistributionStatisticConfig.builder()
                    .percentiles(0.5, 0.99)
                    .build()
                    .merge(config);
        }
    };

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private Meters() {
        registry.config().meterFilter(PERCENTILES);
    }

    static Meters collecting() {
        Meters meters = new Meters();
        Metrics.addRegistry(meters.registry);
        return meters;
    }

    /** The meters whose names begin so, by name and tags. */
    ArrayNode json(String prefix) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        List<Meter> meters = registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(prefix))
                .sorted(Comparator.comparing((Meter meter) -> meter.getId().getName())
                        .thenComparing(meter -> meter.getId().getTags().toString()))
                .toList();
        for (Meter meter : meters) {
            ObjectNode one = all.addObject().put("name", meter.getId().getName().substring(prefix.length()));
            meter.getId().getTags().forEach(tag -> one.put(tag.getKey(), tag.getValue()));
            if (meter instanceof HistogramSupport histogram) {
                add(one, histogram.takeSnapshot());
            } else {
                meter.measure().forEach(measured -> one.put("value", measured.getValue()));
            }
        }
        return all;
    }

    private static void add(ObjectNode one, HistogramSnapshot snapshot) {
        boolean time = one.path("name").asText().matches("step|read|latency|queue\\.wait|first\\.token");
        one.put("count", snapshot.count());
        one.put("mean", round(time ? snapshot.mean(TimeUnit.MILLISECONDS) : snapshot.mean()));
        for (ValueAtPercentile at : snapshot.percentileValues()) {
            String name = at.percentile() == 0.5 ? "p50" : "p99";
            one.put(name, round(time ? at.value(TimeUnit.MILLISECONDS) : at.value()));
        }
    }

    private static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    @Override
    public void close() {
        Metrics.removeRegistry(registry);
        registry.close();
    }
}
