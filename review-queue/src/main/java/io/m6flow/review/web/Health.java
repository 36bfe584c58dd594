package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.ReviewHealth;
import io.m6flow.review.ReviewQueue;
import java.util.Optional;

/**
 * Tells machines whether this process lives ({@code /health}: if not, start it again) and whether it can do its work
 * ({@code /ready}: if not, send requests elsewhere). Open to all, who learn each part's state and since when; why, only
 * an admin or lead with a bearer token. Neither waits for Redis.
 */
final class Health {
    private static final int UNAVAILABLE = 503;

    private final ReviewQueue queue;
    private final Insight insight;
    private final Gate gate;

    Health(ReviewQueue queue, Insight insight, Gate gate) {
        this.queue = queue;
        this.insight = insight;
        this.gate = gate;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/health", this::alive, Access.OPEN);
        routes.get("/ready", this::ready, Access.OPEN);
    }

    private void alive(Context request) {
        Optional<ReviewHealth> health = insight.health().get();
        if (health.isEmpty()) {
            answer(request, 200, plain("alive"));
            return;
        }
        answer(request, HealthReport.liveness(health.get()), "alive", "stuck");
    }

    private void ready(Context request) {
        Optional<ReviewHealth> health = insight.health().get();
        if (health.isEmpty()) {
            // Nobody looks after the queue: then it is asked. One that does not answer ends in 503, as for every route.
            queue.counts();
            answer(request, 200, plain("ready"));
            return;
        }
        answer(request, HealthReport.readiness(health.get()), "ready", "not-ready");
    }

    private void answer(Context request, HealthReport report, String good, String bad) {
        boolean passes = report.passes();
        if (!passes) {
            request.header("Retry-After", "5");
        }
        answer(request, passes ? 200 : UNAVAILABLE, report.json(passes ? good : bad, isInsider(request)));
    }

    /** Only by a token: a session would be looked for in Redis, which may be what is missing. */
    private boolean isInsider(Context request) {
        return request.header("Authorization") != null
                && gate.identify(request)
                        .filter(caller -> Access.AUDIT.allows(caller.principal().role()))
                        .isPresent();
    }

    private static ObjectNode plain(String status) {
        return JsonNodeFactory.instance.objectNode().put("status", status);
    }

    private static void answer(Context request, int status, ObjectNode body) {
        new Answer(status, "application/json", body, -1).sendTo(request);
    }
}
