package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What the API answers, apart from the connection it goes over.
 *
 * @param version the item's version for the ETag; negative where there is none
 */
record Answer(int status, String contentType, JsonNode body, long version) {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    static Answer ok(JsonNode body) {
        return new Answer(200, JSON, body, -1);
    }

    static Answer ok(JsonNode body, long version) {
        return new Answer(200, JSON, body, version);
    }

    static Answer of(Problem problem, String instance) {
        return new Answer(problem.status(), PROBLEM, problem.json(instance), -1);
    }

    void sendTo(Context request) {
        request.status(status).contentType(contentType);
        request.result(body.toString().getBytes(StandardCharsets.UTF_8));
        if (version >= 0) {
            request.header("ETag", "\"" + version + "\"");
        }
    }

    static void send(Problem problem, Context request) {
        Duration wait = problem.retryAfter();
        if (!wait.isZero()) {
            request.header("Retry-After", Long.toString(Math.max(1, wait.toSeconds())));
        }
        of(problem, request.path()).sendTo(request);
    }
}
