package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.Term;
import io.m6flow.schema.id.TenantId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The API for the tenants' own terms. Each request may be repeated: the second time it changes nothing. */
final class TermApi {
    private static final String PATH = "/api/v1/terms";

    private final TermDesk desk;

    TermApi(TermDesk desk) {
        this.desk = desk;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, this::list, Access.TERMS);
        routes.put(PATH, this::add, Access.TERMS);
        routes.delete(PATH, this::remove, Access.TERMS);
    }

    private void list(Context request) {
        TenantId tenant = tenant(request, request.queryParam("tenant"));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("tenant", tenant.value());
        ArrayNode terms = body.putArray("terms");
        desk.terms(tenant).forEach(term -> terms.add(json(term)));
        Answer.ok(body).sendTo(request);
    }

    private void add(Context request) {
        JsonNode json = Asked.json(request);
        TenantId tenant = tenant(request, text(json, "tenant"));
        String words = Asked.text(json, "term");
        String reason = Objects.requireNonNullElse(text(json, "reason"), "");
        Term term = desk.add(Caller.of(request), tenant, words, text(json, "suggestion"), reason);
        Answer.ok(json(term)).sendTo(request);
    }

    private void remove(Context request) {
        TenantId tenant = tenant(request, request.queryParam("tenant"));
        String words = Objects.requireNonNullElse(request.queryParam("term"), "");
        Answer.ok(json(desk.remove(Caller.of(request), tenant, words))).sendTo(request);
    }

    private static TenantId tenant(Context request, @Nullable String asked) {
        return TermDesk.tenant(Caller.of(request), asked)
                .orElseThrow(() -> Problem.of(
                        400,
                        "bad-request",
                        "your token reaches all tenants; name one as tenant, or * for everybody's terms"));
    }

    /** A text or null; a field that is missing is null too. */
    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isTextual() && !value.isNull() && !value.isMissingNode()) {
            throw Problem.of(400, "bad-request", field + " must be a text");
        }
        return value.textValue();
    }

    private static ObjectNode json(Term term) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("tenant", term.tenant().value())
                .put("term", term.term())
                .put("suggestion", term.suggestion())
                .put("reason", term.reason())
                .put("by", term.by())
                .put("at", term.at().toString());
    }
}
