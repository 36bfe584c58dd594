package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueNumbers;
import io.m6flow.review.ReviewQueue;
import io.m6flow.schema.id.TenantId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page on which leads and admins see how the review goes. Whoever belongs to a tenant sees that tenant's numbers. */
final class Dashboard {
    static final String PATH = "/review/dashboard";
    private static final int USUAL_DAYS = 7;

    private final Insight insight;
    private final ReviewQueue queue;
    private final Pages pages;
    private final Clock clock;

    Dashboard(Insight insight, ReviewQueue queue, Pages pages, Clock clock) {
        this.insight = insight;
        this.queue = queue;
        this.pages = pages;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, this::page, Access.AUDIT);
        routes.get(PATH + "/numbers", this::refresh, Access.AUDIT);
    }

    static boolean isFor(Principal who) {
        return Access.AUDIT.allows(who.role());
    }

    private void page(Context request) {
        boolean reviews = Access.REVIEW.allows(Caller.of(request).role());
        pages.show(request, "dashboard", Map.of("frame", Frame.of(request), "view", view(request), "reviews", reviews));
    }

    private void refresh(Context request) {
        pages.show(request, "numbers", Map.of("view", view(request)));
    }

    private DashboardView view(Context request) {
        Principal who = Caller.of(request);
        ItemFilter filter = Asked.filter(who, request.queryParam("tenant"), List.of());
        Optional<TenantId> tenant = filter.tenant();
        int days = days(request);
        QueueNumbers numbers = insight.numbers();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new DashboardView(
                Words.in(Frame.languageOf(request)),
                days,
                tenant.map(TenantId::value).orElse(""),
                who.tenant().isEmpty(),
                numbers.over(today.minusDays(days - 1L), today, tenant),
                numbers.backlog(tenant),
                queue.counts().unsent(),
                tenant.isEmpty() ? insight.trial().get() : Optional.empty(),
                clock.instant(),
                clock.getZone());
    }

    private static int days(Context request) {
        String asked = request.queryParam("days");
        if (asked == null) {
            return USUAL_DAYS;
        }
        return DashboardView.RANGES.stream()
                .filter(range -> Integer.toString(range).equals(asked))
                .findFirst()
                .orElseThrow(() -> Problem.of(400, "bad-request", "days must be one of " + DashboardView.RANGES));
    }
}
