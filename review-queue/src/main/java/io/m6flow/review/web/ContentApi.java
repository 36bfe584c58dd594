package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.Page;
import io.m6flow.review.PagedLists;
import io.m6flow.review.PublishedView;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.util.List;

/** The API for those who use what was published: merchants and live-stream operators. */
final class ContentApi {
    private static final int USUAL = 200;
    private static final int MOST = 1_000;

    private final PublishedReading reading;
    private final PagedLists lists;

    ContentApi(PublishedView published, PagedLists lists) {
        this.lists = lists;
        this.reading = new PublishedReading(published);
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/content", this::content, Access.SHOP);
        routes.get("/api/v1/sessions/{id}", this::session, Access.SESSIONS);
    }

    private void content(Context request) {
        TenantId tenant = reading.tenantOf(Caller.of(request), request.queryParam("tenant"));
        int limit = Asked.limit(request, USUAL, MOST);
        Page<JsonNode> page = Asked.page(() -> lists.products(tenant, Asked.cursor(request), limit));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("tenant", tenant.value());
        ArrayNode content = body.putArray("content");
        page.entries().forEach(content::add);
        body.put("next", page.next().orElse(null));
        Answer.ok(body).sendTo(request);
    }

    private void session(Context request) {
        PublishedReading.LiveSession session = reading.session(Caller.of(request), request.pathParam("id"));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("sessionId", session.id().value());
        body.put("tenant", session.tenant().value());
        add(body.putArray("passages"), session.entries(), Kind.SCRIPT);
        add(body.putArray("summaries"), session.entries(), Kind.SUMMARY);
        Answer.ok(body).sendTo(request);
    }

    private static void add(ArrayNode to, List<JsonNode> entries, Kind kind) {
        entries.stream()
                .filter(entry -> kind.name().equals(entry.path("kind").asText()))
                .forEach(to::add);
    }
}
