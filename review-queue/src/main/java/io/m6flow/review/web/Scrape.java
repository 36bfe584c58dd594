package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * All meters for Prometheus: the queue's, this process's, and whatever else reports to Micrometer's global registry, such
 * as a model in the same process. Tenants and people never become labels: there may be any number of them, and each
 * would be a time series for ever. Starts and closes once.
 */
final class Scrape implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Gate gate;
    private final boolean fromLoopback;
    private final PrometheusMeterRegistry registry;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** @param fromLoopback whether programs on this machine may read them without a token */
    Scrape(PrometheusMeterRegistry registry, Gate gate, boolean fromLoopback) {
        this.registry = registry;
        this.gate = gate;
        this.fromLoopback = fromLoopback;
    }

    /** A registry that holds what the collector finds, and never a tenant. */
    static PrometheusMeterRegistry registry(QueueMeters queue) {
        PrometheusRegistry collectors = new PrometheusRegistry();
        collectors.register(queue);
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collectors, Clock.SYSTEM);
        registry.config().meterFilter(MeterFilter.ignoreTags("tenant"));
        return registry;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/metrics", this::show, fromLoopback ? Access.OPEN : Access.ADMIN);
    }

    void start() {
        Metrics.addRegistry(registry);
        bindTo(registry);
    }

    private void bindTo(MeterRegistry meters) {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ClassLoaderMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        collections.bindTo(meters);
    }

    private void show(Context request) {
        if (fromLoopback && !isLocal(request)) {
            gate.demand(request, Access.ADMIN);
        }
        request.contentType(TEXT).result(registry.scrape(TEXT));
    }

    /** Whether the request was made on this machine; what a proxy here passes on was not. */
    private static boolean isLocal(Context request) {
        boolean passedOn = request.header("X-Forwarded-For") != null
                || request.header("Forwarded") != null
                || request.header("Via") != null;
        try {
            return !passedOn && InetAddress.getByName(request.ip()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public void close() {
        Metrics.removeRegistry(registry);
        collections.close();
        registry.close();
    }
}
