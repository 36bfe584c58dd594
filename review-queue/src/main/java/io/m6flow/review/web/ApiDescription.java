package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The API in OpenAPI 3.1, for people and for makers of clients. Immutable. */
final class ApiDescription {
    static final String RESOURCE = "/web/openapi.json";

    private final byte[] document;

    ApiDescription() {
        try (InputStream in = ApiDescription.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + RESOURCE);
            }
            this.document = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/openapi.json", this::send, Access.OPEN);
    }

    private void send(Context request) {
        request.contentType("application/json").result(document);
    }
}
