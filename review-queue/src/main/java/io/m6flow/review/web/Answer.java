package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.m6flow.schema.json.JsonRecords;
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

    /** As a store keeps it; {@link #read} makes the same answer of it. */
    String written() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("status", status).put("contentType", contentType).put("version", version);
        json.set("body", body);
        return json.toString();
    }

    static Answer read(String written) {
        JsonNode json = JsonRecords.read(written);
        return new Answer(
                json.path("status").asInt(),
                json.path("contentType").asText(),
                json.path("body"),
                json.path("version").asLong());
    }

    void sendTo(Context request) {
        request.status(status).contentType(contentType);
        request.result(body.toString().getBytes(StandardCharsets.UTF_8));
        if (version >= 0) {
            request.header("ETag", "\"" + version + "\"");
        }
    }

    /** Whole seconds, rounded up, as the header wants them. */
    static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    static void send(Problem problem, Context request) {
        Duration wait = problem.retryAfter();
        if (!wait.isZero()) {
            request.header("Retry-After", Long.toString(seconds(wait)));
        }
        of(problem, request.path()).sendTo(request);
    }
}
