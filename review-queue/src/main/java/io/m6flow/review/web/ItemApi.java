package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.Page;
import io.m6flow.review.PagedLists;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.Verdict;
import java.time.Clock;

/** The API for those who review: list, claim, renew, release, decide. */
final class ItemApi {
    private static final int USUAL = 50;
    private static final int MOST = 500;
    private static final String ITEM = "/api/v1/items/{tenant}/{contentId}";

    private final ReviewQueue queue;
    private final ReviewDesk desk;
    private final PagedLists lists;
    private final IdempotentAnswers answers;
    private final Clock clock;

    ItemApi(ReviewQueue queue, ReviewDesk desk, PagedLists lists, IdempotentAnswers answers, Clock clock) {
        this.queue = queue;
        this.desk = desk;
        this.lists = lists;
        this.answers = answers;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/api/v1/items", this::list, Access.REVIEW);
        routes.get("/api/v1/counts", this::counts, Access.REVIEW);
        routes.post("/api/v1/claims", this::claimNext, Access.REVIEW);
        routes.get(ITEM, this::show, Access.REVIEW);
        routes.post(ITEM + "/claim", this::claim, Access.REVIEW);
        routes.post(ITEM + "/renewal", this::renew, Access.REVIEW);
        routes.post(ITEM + "/release", this::release, Access.REVIEW);
        routes.post(ITEM + "/decision", this::decide, Access.REVIEW);
    }

    private void list(Context request) {
        ItemFilter filter = Asked.filter(Caller.of(request), request.queryParam("tenant"), request.queryParams("kind"));
        int limit = Asked.limit(request, USUAL, MOST);
        Page<ReviewItem> page = Asked.page(() -> lists.waiting(filter, Asked.cursor(request), limit));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("items");
        page.entries().forEach(item -> items.add(ItemJson.of(item)));
        body.put("next", page.next().orElse(null));
        Answer.ok(body).sendTo(request);
    }

    private void counts(Context request) {
        Answer.ok(ItemJson.of(queue.counts(), desk.decidedToday(Caller.of(request))))
                .sendTo(request);
    }

    private void show(Context request) {
        ReviewItem item = desk.find(Caller.of(request), Asked.item(request)).orElseThrow(ItemProblems::unknown);
        Answer.ok(ItemJson.of(item), item.itemVersion()).sendTo(request);
    }

    private void claimNext(Context request) {
        JsonNode json = Asked.json(request);
        String tenant = json.path("tenant").isTextual() ? json.path("tenant").textValue() : null;
        ItemFilter filter = Asked.filter(Caller.of(request), tenant, Asked.texts(json, "kinds"));
        desk.claimNext(Caller.of(request), filter)
                .ifPresentOrElse(
                        claim -> Answer.ok(
                                        ItemJson.of(claim, clock), claim.item().itemVersion())
                                .sendTo(request),
                        () -> request.status(204));
    }

    private void claim(Context request) {
        answer(desk.claim(Caller.of(request), Asked.item(request))).sendTo(request);
    }

    private void renew(Context request) {
        long fence = Asked.fence(Asked.json(request));
        answer(desk.renew(Caller.of(request), Asked.item(request), fence)).sendTo(request);
    }

    private void release(Context request) {
        long fence = Asked.fence(Asked.json(request));
        ItemRef item = Asked.item(request);
        if (desk.find(Caller.of(request), item).isEmpty()) {
            throw ItemProblems.unknown();
        }
        if (!desk.release(Caller.of(request), item, fence)) {
            throw Problem.of(409, "claim-lost", "the item is not held under this fence; there is nothing to give back");
        }
        request.status(204);
    }

    private void decide(Context request) {
        String decision = request.path() + "\n" + request.header("If-Match") + "\n" + request.body();
        answers.answer(request, decision, () -> decideNow(request)).sendTo(request);
    }

    private Answer decideNow(Context request) {
        long version = Asked.ifMatch(request);
        JsonNode json = Asked.json(request);
        Verdict verdict = Asked.verdict(json);
        return desk.decide(
                        Caller.of(request),
                        Asked.item(request),
                        Asked.fence(json),
                        version,
                        verdict,
                        Asked.flag(json, "despiteFindings"))
                .fold(
                        done -> Answer.ok(ItemJson.of(done.item()), done.item().itemVersion()),
                        tooLate -> {
                            throw ItemProblems.decided(tooLate.decision());
                        },
                        outOfDate -> {
                            throw Problem.of(
                                    412,
                                    "out-of-date",
                                    "the item has version "
                                            + outOfDate.current().itemVersion() + ", not " + version
                                            + "; read it again before you decide");
                        },
                        lost -> {
                            throw ItemProblems.claimLost();
                        },
                        unknown -> {
                            throw ItemProblems.unknown();
                        },
                        proposed -> Answer.ok(
                                ItemJson.of(proposed.item()), proposed.item().itemVersion()),
                        own -> {
                            throw ItemProblems.ownProposal();
                        },
                        back -> {
                            throw Problem.of(
                                    409,
                                    "cannot-send-back",
                                    "the item cannot be sent back: "
                                            + back.obstacle().advice());
                        },
                        doubtful -> {
                            throw ItemProblems.doubtful(doubtful.doubts());
                        });
    }

    private Answer answer(ClaimResult result) {
        return result.fold(
                granted -> Answer.ok(
                        ItemJson.of(granted.claim(), clock),
                        granted.claim().item().itemVersion()),
                held -> {
                    ObjectNode more = JsonNodeFactory.instance.objectNode();
                    more.put("heldBy", held.reviewer());
                    more.put("leaseUntil", held.until().toString());
                    throw Problem.of(409, "held-by-another", held.reviewer() + " holds the item until " + held.until())
                            .with(more);
                },
                decided -> {
                    throw ItemProblems.decided(decided.decision());
                },
                lost -> {
                    throw ItemProblems.claimLost();
                },
                forLead -> {
                    throw ItemProblems.forLead();
                },
                unknown -> {
                    throw ItemProblems.unknown();
                });
    }
}
