package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.Decided;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.UndoResult;
import io.m6flow.review.Verdict;
import io.m6flow.schema.DecisionOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the reviewers' page does about decisions that were made: undo them before they leave, or revoke them. */
final class SecondThoughts {
    private final ReviewDesk desk;
    private final Cards cards;

    SecondThoughts(ReviewDesk desk, Cards cards) {
        this.desk = desk;
        this.cards = cards;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/review/undo", this::undo, Access.REVIEW);
        routes.post("/review/revocation", this::revoke, Access.REVIEW);
    }

    /** One decision comes back as the open card; of many each goes back to where it waited. */
    private void undo(Context request) {
        List<UndoOffer.Decision> decisions = decisions(request);
        if (decisions.size() == 1) {
            undoOne(request, decisions.get(0));
        } else {
            undoAll(request, decisions);
        }
    }

    /** The form names items and decisions by turns. */
    private static List<UndoOffer.Decision> decisions(Context request) {
        List<String> items = request.formParams("undo-item");
        List<String> ids = request.formParams("undo-decision");
        if (items.isEmpty() || items.size() != ids.size() || items.size() > BatchView.MOST) {
            throw Problem.of(
                    400, "bad-request", "name 1 to " + BatchView.MOST + " undo-item with an undo-decision each");
        }
        List<UndoOffer.Decision> decisions = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            decisions.add(new UndoOffer.Decision(items.get(i), ids.get(i)));
        }
        return decisions;
    }

    private void undoOne(Context request, UndoOffer.Decision wanted) {
        Words words = Cards.words(request);
        ItemRef ref = ItemParameter.required(wanted.item());
        Optional<ReviewItem> before = desk.find(Caller.of(request), ref);
        undo(request, wanted)
                .<Runnable>fold(
                        undone -> () -> {
                            giveBackOpenCard(request, ref);
                            Notice notice = Notice.info(words.say("undo.done")).keeping(unsaved(request));
                            cards.card(request, undone.claim(), notice, editedText(before));
                        },
                        tooLate -> () -> cards.say(request, Notice.warn(words.say("undo.too-late"))),
                        notDecided -> () -> cards.say(request, Notice.warn(words.say("undo.not-decided"))),
                        unknown -> () -> cards.say(request, Notice.warn(words.say("notice.unknown"))))
                .run();
    }

    /** What somebody was writing about the card that makes room; it is not lost. */
    private static String unsaved(Context request) {
        return Objects.requireNonNullElse(request.formParam("unsaved"), "").replace("\r\n", "\n");
    }

    private void giveBackOpenCard(Context request, ItemRef undone) {
        ItemParameter.read(request.formParam("item"))
                .filter(open -> !open.equals(undone))
                .ifPresent(open ->
                        desk.release(Caller.of(request), open, Asked.number("fence", request.formParam("fence"))));
    }

    /** What the reviewer had written; empty where the draft's own text was decided. */
    private static String editedText(Optional<ReviewItem> before) {
        return before.map(ReviewItem::decision)
                .filter(decision -> decision.outcome() == DecisionOutcome.EDITED)
                .map(Decided::text)
                .orElse("");
    }

    private void undoAll(Context request, List<UndoOffer.Decision> wanted) {
        int undone = 0;
        for (UndoOffer.Decision each : wanted) {
            undone += undo(request, each)
                    .<Integer>fold(
                            done -> {
                                ItemRef ref = ItemRef.of(done.claim().item());
                                desk.release(
                                        Caller.of(request), ref, done.claim().fence());
                                return 1;
                            },
                            tooLate -> 0,
                            notDecided -> 0,
                            unknown -> 0);
        }
        Words words = Cards.words(request);
        int left = wanted.size() - undone;
        cards.say(
                request,
                left == 0
                        ? Notice.info(words.say("undo.all-done", undone))
                        : Notice.warn(words.say("undo.some-done", undone, left)));
    }

    private UndoResult undo(Context request, UndoOffer.Decision decision) {
        return desk.undo(Caller.of(request), ItemParameter.required(decision.item()), decision.decisionId());
    }

    private void revoke(Context request) {
        ItemRef ref = ItemParameter.required(request.formParam("item"));
        String decisionId = Objects.requireNonNullElse(request.formParam("decision"), "");
        Words words = Cards.words(request);
        Notice notice = desk.revoke(Caller.of(request), ref, decisionId, reasons(request))
                .fold(
                        revoked -> Notice.good(words.say("revoke.done")),
                        notPublished -> Notice.warn(words.say("revoke.not-published")),
                        outOfDate -> Notice.warn(words.say("revoke.out-of-date")),
                        takesALead -> Notice.warn(words.say("revoke.takes-a-lead")),
                        unknown -> Notice.warn(words.say("notice.unknown")));
        desk.find(Caller.of(request), ref)
                .ifPresentOrElse(item -> cards.look(request, item, notice), () -> cards.next(request, notice));
    }

    private static List<String> reasons(Context request) {
        List<String> reasons = new ArrayList<>(request.formParams("reason"));
        reasons.removeIf(String::isBlank);
        if (reasons.isEmpty()) {
            throw Problem.of(400, "no-reason", "revoking needs a reason; choose or write one");
        }
        return Asked.checked(() -> new Verdict.Reject(reasons)).reasons();
    }
}
