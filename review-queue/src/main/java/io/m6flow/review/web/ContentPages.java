package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.PublishedView;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What merchants and live-stream operators read: plain pages without any control. */
final class ContentPages {
    private static final int SHOWN = 400;

    private final PublishedReading reading;
    private final ReviewQueue queue;
    private final Pages pages;

    ContentPages(PublishedView published, ReviewQueue queue, Pages pages) {
        this.reading = new PublishedReading(published);
        this.queue = queue;
        this.pages = pages;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/shop", this::shop, Access.SHOP);
        routes.get("/live", this::chooseSession, Access.LIVE);
        routes.get("/live/{session}", this::live, Access.LIVE);
        routes.get("/live/{session}/passages", this::passages, Access.LIVE);
    }

    private void shop(Context request) {
        Frame frame = Frame.of(request);
        Optional<TenantId> tenant = reading.shopOf(Caller.of(request), request.queryParam("tenant"));
        List<JsonNode> contents =
                tenant.map(own -> reading.products(own, SHOWN)).orElse(List.of());
        List<ReviewItem> waiting =
                tenant.map(own -> queue.waiting(shopsOf(own), SHOWN)).orElse(List.of());
        ShopView shop = ShopView.of(frame.words(), tenant.map(TenantId::value).orElse(""), contents, waiting);
        pages.show(request, "shop", Map.of("frame", frame, "shop", shop));
    }

    private static ItemFilter shopsOf(TenantId tenant) {
        return new ItemFilter(Optional.of(tenant), Set.of(Kind.REASON, Kind.THEME, Kind.HINT, Kind.BADGE));
    }

    private void chooseSession(Context request) {
        String session = request.queryParam("session");
        if (session != null && !session.isBlank()) {
            String path =
                    URLEncoder.encode(session.strip(), StandardCharsets.UTF_8).replace("+", "%20");
            request.redirect("/live/" + path, HttpStatus.SEE_OTHER);
            return;
        }
        pages.show(request, "livestart", Map.of("frame", Frame.of(request)));
    }

    private void live(Context request) {
        pages.show(request, "live", Map.of("frame", Frame.of(request), "live", view(request)));
    }

    private void passages(Context request) {
        LiveView live = view(request);
        if (live.digest().equals(request.queryParam("seen"))) {
            request.status(204);
            return;
        }
        pages.show(request, "passages", Map.of("live", live));
    }

    /** A session of which nothing is published yet looks like one that is another tenant's: empty. */
    private LiveView view(Context request) {
        String session = request.pathParam("session");
        List<JsonNode> entries = reading.find(Caller.of(request), session)
                .map(PublishedReading.LiveSession::entries)
                .orElse(List.of());
        return LiveView.of(Words.in(Frame.languageOf(request)), session, entries);
    }
}
