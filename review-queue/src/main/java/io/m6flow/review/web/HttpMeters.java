package io.m6flow.review.web;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Times requests by the route's template, never by what stands in an address. Thread-safe. */
final class HttpMeters {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;

    HttpMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void note(Context request, Float millis) {
        Endpoint route = request.endpoints().matchedHttpEndpoint();
        String type = request.res().getContentType();
        // Streams of events last as long as somebody listens: that is no latency.
        if (type == null || !type.startsWith(Listeners.TYPE)) {
            timer(route, request.statusCode()).record((long) (millis * 1_000), TimeUnit.MICROSECONDS);
        }
    }

    private Timer timer(@Nullable Endpoint route, int status) {
        return Timer.builder("m6flow.review.http")
                .description("HTTP requests of this process")
                .tag("method", route == null ? "any" : route.method.name())
                .tag("route", route == null ? "none" : route.path)
                .tag("status", Integer.toString(status))
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}
