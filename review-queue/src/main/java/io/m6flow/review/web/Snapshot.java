package io.m6flow.review.web;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** One meter's values as of now, put together. Confined to one thread. */
final class Snapshot {
    private final BiConsumer<Labels, Double> points;
    private final Supplier<MetricSnapshot> end;

    private Snapshot(BiConsumer<Labels, Double> points, Supplier<MetricSnapshot> end) {
        this.points = points;
        this.end = end;
    }

    static Snapshot gauge(String name, String help) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        return new Snapshot(
                (labels, value) -> gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build()),
                gauge::build);
    }

    /** @param name without _total, which the format adds */
    static Snapshot counter(String name, String help) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        return new Snapshot(
                (labels, value) -> counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build()),
                counter::build);
    }

    Snapshot add(Labels labels, Number value) {
        points.accept(labels, value.doubleValue());
        return this;
    }

    MetricSnapshot take() {
        return end.get();
    }
}
