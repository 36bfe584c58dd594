package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.DecideResult;
import io.m6flow.review.SeenItem;
import io.m6flow.review.Verdict;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The API for what reviewers do besides deciding one item: skip, escalate, undo, revoke, approve many, look back. */
final class DecisionApi {
    private static final String ITEM = "/api/v1/items/{tenant}/{contentId}";
    private static final int MOST_TOGETHER = 100;

    private final ReviewDesk desk;
    private final Clock clock;

    DecisionApi(ReviewDesk desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.post(ITEM + "/skip", this::skip, Access.REVIEW);
        routes.post(ITEM + "/escalation", this::escalate, Access.REVIEW);
        routes.post(ITEM + "/undo", this::undo, Access.REVIEW);
        routes.post(ITEM + "/revocation", this::revoke, Access.REVIEW);
        routes.get(ITEM + "/history", this::history, Access.REVIEW);
        routes.post("/api/v1/approvals", this::approveAll, Access.REVIEW);
    }

    private void skip(Context request) {
        ItemRef ref = seen(request);
        answer(request, desk.skip(Caller.of(request), ref, Asked.fence(Asked.json(request))));
    }

    private void escalate(Context request) {
        ItemRef ref = seen(request);
        JsonNode json = Asked.json(request);
        answer(
                request,
                Asked.checked(() -> desk.escalate(
                        Caller.of(request),
                        ref,
                        Asked.fence(json),
                        json.path("note").asText(""))));
    }

    /** An item that the caller may see. */
    private ItemRef seen(Context request) {
        ItemRef ref = Asked.item(request);
        if (desk.find(Caller.of(request), ref).isEmpty()) {
            throw ItemProblems.unknown();
        }
        return ref;
    }

    private static void answer(Context request, boolean done) {
        if (!done) {
            throw ItemProblems.claimLost();
        }
        request.status(204);
    }

    private void undo(Context request) {
        ItemRef ref = seen(request);
        desk.undo(Caller.of(request), ref, Asked.text(Asked.json(request), "decisionId"))
                .fold(
                        undone -> Answer.ok(
                                ItemJson.of(undone.claim(), clock),
                                undone.claim().item().itemVersion()),
                        tooLate -> {
                            throw ItemProblems.decided(tooLate.decision());
                        },
                        notDecided -> {
                            throw ItemProblems.notDecided();
                        },
                        unknown -> {
                            throw ItemProblems.unknown();
                        })
                .sendTo(request);
    }

    private void revoke(Context request) {
        ItemRef ref = seen(request);
        JsonNode json = Asked.json(request);
        Verdict.Reject why = Asked.checked(() -> new Verdict.Reject(Asked.texts(json, "reasons")));
        desk.revoke(Caller.of(request), ref, Asked.text(json, "decisionId"), why.reasons())
                .fold(
                        revoked -> Answer.ok(
                                ItemJson.of(revoked.item()), revoked.item().itemVersion()),
                        notPublished -> {
                            throw ItemProblems.notPublished();
                        },
                        outOfDate -> {
                            throw ItemProblems.decided(outOfDate.decision());
                        },
                        takesALead -> {
                            throw ItemProblems.forLead();
                        },
                        unknown -> {
                            throw ItemProblems.unknown();
                        })
                .sendTo(request);
    }

    private void history(Context request) {
        ItemRef ref = seen(request);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = body.putArray("history");
        desk.history(Caller.of(request), ref)
                .forEach(entry -> entries.addObject()
                        .put("at", entry.at().toString())
                        .put("what", entry.what().name())
                        .put("who", entry.who())
                        .put("note", entry.note()));
        Answer.ok(body).sendTo(request);
    }

    private void approveAll(Context request) {
        List<SeenItem> items = seen(Asked.json(request).path("items"));
        List<DecideResult> results = desk.approveAll(Caller.of(request), items);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode answers = body.putArray("results");
        results.forEach(result -> answers.add(resultJson(result)));
        Answer.ok(body).sendTo(request);
    }

    private static List<SeenItem> seen(JsonNode items) {
        if (!items.isArray() || items.isEmpty() || items.size() > MOST_TOGETHER) {
            throw Problem.of(
                    400,
                    "no-items",
                    "items must name 1 to " + MOST_TOGETHER + " items with tenant, contentId, version");
        }
        List<SeenItem> seen = new ArrayList<>();
        for (JsonNode item : items) {
            seen.add(Asked.checked(() -> new SeenItem(
                    new TenantId(Asked.text(item, "tenant")),
                    new ContentId(Asked.text(item, "contentId")),
                    Asked.number(item, "version"))));
        }
        return seen;
    }

    private static ObjectNode resultJson(DecideResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return result.fold(
                accepted -> json.put("result", "approved").set("item", ItemJson.of(accepted.item())),
                decided -> json.put("result", "already-decided"),
                stale -> json.put("result", "out-of-date"),
                unknown -> json.put("result", "unknown-item"),
                proposed -> json.put("result", "proposed").set("item", ItemJson.of(proposed.item())),
                own -> json.put("result", "own-proposal"),
                risky -> json.put("result", "has-findings"),
                back -> json.put("result", "cannot-send-back"));
    }
}
