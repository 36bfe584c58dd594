package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.Via;
import io.m6flow.review.recall.Fate;
import io.m6flow.review.recall.Recall;
import io.m6flow.review.recall.RecallJson;
import io.m6flow.review.recall.RecallStore;
import java.util.List;

/** The API for leads who take back what is published: search, look, order, and see what came of it. */
final class RecallApi {
    private static final String RECALLS = "/api/v1/recalls";
    private static final String RECALL = RECALLS + "/{recall}";
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final RecallDesk desk;
    private final IdempotentAnswers answers;

    RecallApi(RecallDesk desk, IdempotentAnswers answers) {
        this.desk = desk;
        this.answers = answers;
    }

    void addTo(RoutesConfig routes) {
        routes.post(RECALLS, this::search, Access.LEAD);
        routes.get(RECALLS, this::list, Access.LEAD);
        routes.get(RECALL, this::show, Access.LEAD);
        routes.get(RECALL + "/texts", this::texts, Access.LEAD);
        routes.post(RECALL + "/retraction", this::retract, Access.LEAD);
    }

    private void search(Context request) {
        answers.answer(request, request.path() + "\n" + request.body(), () -> searchNow(request))
                .sendTo(request);
    }

    private Answer searchNow(Context request) {
        JsonNode json = Asked.json(request);
        String reason = Asked.text(json, "reason");
        return Answer.ok(RecallJson.of(desk.search(Caller.of(request), () -> RecallJson.criteria(json), reason)));
    }

    private void list(Context request) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode recalls = body.putArray("recalls");
        desk.latest(Caller.of(request), Asked.limit(request, USUAL, MOST))
                .forEach(recall -> recalls.add(RecallJson.of(recall)));
        Answer.ok(body).sendTo(request);
    }

    private void show(Context request) {
        Answer.ok(RecallJson.of(desk.find(Caller.of(request), request.pathParam("recall"))))
                .sendTo(request);
    }

    /** The cursor is the place in the list, which never changes. */
    private void texts(Context request) {
        Recall recall = desk.find(Caller.of(request), request.pathParam("recall"));
        int limit = Asked.limit(request, USUAL, MOST);
        long asked =
                Asked.cursor(request).map(text -> Asked.number("cursor", text)).orElse(0L);
        long from = Math.max(0, asked);
        List<RecallStore.Entry> entries = desk.entries(recall, from, limit);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode texts = body.putArray("texts");
        entries.forEach(entry -> texts.add(RecallJson.of(entry.text())
                .put("fate", entry.fate().map(Fate::name).orElse(null))));
        boolean isMore = !entries.isEmpty() && from + entries.size() < recall.found();
        body.put("next", isMore ? Long.toString(from + entries.size()) : null);
        Answer.ok(body).sendTo(request);
    }

    private void retract(Context request) {
        long count = Asked.number(Asked.json(request), "count");
        Recall recall = desk.order(Caller.of(request), Via.API, request.pathParam("recall"), count);
        Answer.ok(RecallJson.of(recall)).sendTo(request);
    }
}
