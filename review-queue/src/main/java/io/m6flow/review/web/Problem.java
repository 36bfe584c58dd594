package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/** Ends a request with an error that the caller can act on: RFC 9457's problem details. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final Duration retryAfter;
    private final transient ObjectNode more;

    private Problem(int status, String code, String detail, Duration retryAfter, ObjectNode more) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
        this.more = more;
    }

    /** The detail says what is wrong, where, and what to do. */
    static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, Duration.ZERO, JsonNodeFactory.instance.objectNode());
    }

    /** Adds fields beside those of the standard. */
    Problem with(ObjectNode fields) {
        return new Problem(status, code, detail(), retryAfter, fields);
    }

    Problem retryAfter(Duration wait) {
        return new Problem(status, code, detail(), wait, more);
    }

    int status() {
        return status;
    }

    /** A short name that programs can compare; pages look up their words by it. */
    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Duration retryAfter() {
        return retryAfter;
    }

    ObjectNode json(String instance) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "urn:m6flow:problem:" + code);
        json.put("title", code.replace('-', ' '));
        json.put("status", status);
        json.put("detail", detail());
        json.put("instance", instance);
        json.setAll(more);
        return json;
    }
}
