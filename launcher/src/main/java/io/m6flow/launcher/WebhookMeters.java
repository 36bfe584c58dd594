package io.m6flow.launcher;

import io.m6flow.sink.webhook.Deliverer;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.EndpointStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How deliveries to each endpoint do, as meters of this process; their numbers are the store's. */
final class WebhookMeters implements AutoCloseable {
    private static final String PREFIX = "m6flow.webhook.";

    private final Deliverer deliverer;
    private final List<Meter> meters = new ArrayList<>();

    WebhookMeters(Deliverer deliverer) {
        this.deliverer = deliverer;
    }

    void register() {
        deliverer.status().keySet().forEach(this::register);
    }

    private void register(EndpointName endpoint) {
        count(endpoint, "delivered", EndpointStatus::delivered);
        count(endpoint, "failed", EndpointStatus::failed);
        count(endpoint, "dropped", EndpointStatus::dropped);
        gauge(endpoint, "waiting", EndpointStatus::waiting);
        gauge(endpoint, "dead", EndpointStatus::dead);
        gauge(
                endpoint,
                "oldest.seconds",
                status -> status.oldest().map(Duration::toSeconds).orElse(0L));
        gauge(endpoint, "paused", status -> status.pausedFor().isPresent() ? 1 : 0);
        gauge(endpoint, "disabled", status -> status.disabled().isPresent() ? 1 : 0);
    }

    private void count(EndpointName endpoint, String name, ToDoubleFunction<EndpointStatus> value) {
        meters.add(FunctionCounter.builder(PREFIX + name, deliverer, all -> value(all, endpoint, value))
                .tag("endpoint", endpoint.value())
                .register(Metrics.globalRegistry));
    }

    private void gauge(EndpointName endpoint, String name, ToDoubleFunction<EndpointStatus> value) {
        meters.add(Gauge.builder(PREFIX + name, deliverer, all -> value(all, endpoint, value))
                .tag("endpoint", endpoint.value())
                .register(Metrics.globalRegistry));
    }

    private static double value(Deliverer deliverer, EndpointName endpoint, ToDoubleFunction<EndpointStatus> value) {
        EndpointStatus status = deliverer.status().get(endpoint);
        return status == null ? Double.NaN : value.applyAsDouble(status);
    }

    @Override
    public void close() {
        meters.forEach(Metrics.globalRegistry::remove);
    }
}
