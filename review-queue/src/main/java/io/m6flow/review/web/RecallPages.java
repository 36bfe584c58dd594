package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.Via;
import io.m6flow.review.recall.FoundText;
import io.m6flow.review.recall.Recall;
import io.m6flow.review.recall.RecallCriteria;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The page on which a lead recalls: says what is wrong, sees what would go, says how many that are, and sees it go. */
final class RecallPages {
    static final String PATH = "/recall";
    private static final int LOGGED = 20;

    private final RecallDesk desk;
    private final ReviewQueue queue;
    private final Pages pages;
    private final Clock clock;

    RecallPages(RecallDesk desk, ReviewQueue queue, Pages pages, Clock clock) {
        this.desk = desk;
        this.queue = queue;
        this.pages = pages;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, this::page, Access.LEAD);
        routes.post(PATH, this::search, Access.LEAD);
        routes.get(PATH + "/{recall}", this::one, Access.LEAD);
        routes.get(PATH + "/{recall}/result", this::result, Access.LEAD);
        routes.post(PATH + "/{recall}/retraction", this::retract, Access.LEAD);
    }

    private void page(Context request) {
        show(request, Optional.empty());
    }

    private void one(Context request) {
        show(request, Optional.of(view(request, desk.find(Caller.of(request), request.pathParam("recall")))));
    }

    private void show(Context request, Optional<RecallView> open) {
        Principal who = Caller.of(request);
        RecallLog log = new RecallLog(Cards.words(request), desk.latest(who, LOGGED), clock.getZone());
        pages.show(
                request,
                "recall",
                Map.of(
                        "frame",
                        Frame.of(request),
                        "open",
                        open,
                        "log",
                        log,
                        "hasCheck",
                        desk.hasCheck(),
                        "tenant",
                        who.tenant().map(Object::toString).orElse("")));
    }

    private void search(Context request) {
        String reason = field(request, "reason").orElse("");
        if (reason.isBlank()) {
            throw Problem.of(400, "no-recall-reason", "a recall needs a reason");
        }
        Recall recall = desk.search(Caller.of(request), () -> criteria(request), reason);
        request.header("HX-Push-Url", PATH + "/" + recall.id());
        show(request, view(request, recall));
    }

    private RecallCriteria criteria(Context request) {
        return new RecallCriteria(
                field(request, "term"),
                request.formParam("check") != null,
                field(request, "model"),
                field(request, "version"),
                Asked.tenant(request.formParam("tenant")),
                Asked.kinds(request.formParams("kind")),
                moment(request, "since"),
                moment(request, "until"));
    }

    private static Optional<String> field(Context request, String name) {
        return Optional.ofNullable(request.formParam(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Browsers send a time without a zone; the label beside it says which one is meant. */
    private Optional<Instant> moment(Context request, String name) {
        try {
            return field(request, name)
                    .map(text ->
                            LocalDateTime.parse(text).atZone(clock.getZone()).toInstant());
        } catch (DateTimeException e) {
            throw Problem.of(400, "bad-request", name + " must be a time such as 2026-01-31T08:00");
        }
    }

    private void result(Context request) {
        show(request, view(request, desk.find(Caller.of(request), request.pathParam("recall"))));
    }

    private void retract(Context request) {
        long count = Asked.number("count", request.formParam("count"));
        show(request, view(request, desk.order(Caller.of(request), Via.PAGE, request.pathParam("recall"), count)));
    }

    private void show(Context request, RecallView view) {
        pages.show(request, "recallupdate", Map.of("view", view));
    }

    private RecallView view(Context request, Recall recall) {
        String asked = Objects.requireNonNullElse(request.queryParam("from"), "0");
        long from = Math.max(0, Asked.number("from", asked));
        List<RecallView.Row> rows = desk.entries(recall, from, RecallView.SHOWN).stream()
                .map(entry -> new RecallView.Row(entry.text(), entry.fate(), item(entry.text())))
                .toList();
        return new RecallView(Cards.words(request), recall, from, rows, clock.getZone());
    }

    private Optional<ReviewItem> item(FoundText text) {
        return queue.find(text.tenant(), text.contentId());
    }
}
