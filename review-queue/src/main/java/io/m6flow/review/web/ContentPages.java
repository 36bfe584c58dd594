package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.PublishedView;
import io.m6flow.review.ReviewQueue;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.Listing;
import io.m6flow.schema.id.SessionId;
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
        routes.get("/shop/products", this::products, Access.SHOP);
        routes.get("/live", this::chooseSession, Access.LIVE);
        routes.get("/live/{session}", this::live, Access.LIVE);
        routes.get("/live/{session}/passages", this::passages, Access.LIVE);
    }

    private void shop(Context request) {
        Frame frame = Frame.of(request);
        Optional<TenantId> tenant = reading.shopOf(Caller.of(request), request.queryParam("tenant"));
        // Asked first: what changes while the page is made comes as an event.
        String after = reading.endOf(tenant.map(Listing::products)).written();
        String own = "?tenant=" + encoded(tenant.map(TenantId::value).orElse(""));
        pages.show(
                request,
                "shop",
                Map.of(
                        "frame",
                        frame,
                        "shop",
                        tenant.map(one -> shop(frame.words(), one)).orElseGet(() -> ShopView.unnamed(frame.words())),
                        "from",
                        "/shop/products" + own,
                        "events",
                        "/api/v1/content/events" + own + "&after=" + after));
    }

    private void products(Context request) {
        TenantId tenant = reading.tenantOf(Caller.of(request), request.queryParam("tenant"));
        ShopView shop = shop(Words.in(Frame.languageOf(request)), tenant);
        showUnlessSeen(request, shop.digest(), "products", Map.of("shop", shop));
    }

    private ShopView shop(Words words, TenantId tenant) {
        return ShopView.of(
                words, tenant.value(), reading.products(tenant, SHOWN), queue.waiting(shopsOf(tenant), SHOWN));
    }

    private static ItemFilter shopsOf(TenantId tenant) {
        return new ItemFilter(Optional.of(tenant), Set.of(Kind.REASON, Kind.THEME, Kind.HINT, Kind.BADGE));
    }

    private void chooseSession(Context request) {
        String session = request.queryParam("session");
        if (session != null && !session.isBlank()) {
            request.redirect("/live/" + encoded(session.strip()), HttpStatus.SEE_OTHER);
            return;
        }
        pages.show(request, "livestart", Map.of("frame", Frame.of(request)));
    }

    private void live(Context request) {
        SessionId session = PublishedReading.sessionId(request.pathParam("session"));
        String after =
                reading.endOf(reading.listing(Caller.of(request), session)).written();
        String events = "/api/v1/sessions/" + encoded(session.value()) + "/events?after=" + after;
        pages.show(request, "live", Map.of("frame", Frame.of(request), "live", view(request), "events", events));
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void passages(Context request) {
        LiveView live = view(request);
        showUnlessSeen(request, live.digest(), "passages", Map.of("live", live));
    }

    private void showUnlessSeen(Context request, String digest, String template, Map<String, Object> parameters) {
        if (digest.equals(request.queryParam("seen"))) {
            request.status(204);
        } else {
            pages.show(request, template, parameters);
        }
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
