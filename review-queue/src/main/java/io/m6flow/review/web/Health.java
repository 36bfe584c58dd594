package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.ReviewQueue;

/** Tells machines whether this process lives, and whether it can do its work. Open to all, and says nothing else. */
final class Health {
    private final ReviewQueue queue;

    Health(ReviewQueue queue) {
        this.queue = queue;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/health", Health::alive, Access.OPEN);
        routes.get("/ready", this::ready, Access.OPEN);
    }

    private static void alive(Context request) {
        answer(request, "alive");
    }

    /** A queue that does not answer ends in 503, as for every route. */
    private void ready(Context request) {
        queue.counts();
        answer(request, "ready");
    }

    private static void answer(Context request, String status) {
        Answer.ok(JsonNodeFactory.instance.objectNode().put("status", status)).sendTo(request);
    }
}
