package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.DecideResult;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.SeenItem;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Approving many harmless items at once, each after it was shown, and with one way back for all. */
final class BatchPages {
    private static final int LOOKED_THROUGH = 1_000;

    private final ReviewQueue queue;
    private final ReviewDesk desk;
    private final Cards cards;
    private final Clock clock;

    BatchPages(ReviewQueue queue, ReviewDesk desk, Cards cards, Clock clock) {
        this.queue = queue;
        this.desk = desk;
        this.cards = cards;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.post("/review/batch", this::preview, Access.REVIEW);
        routes.post("/review/batch/approval", this::approve, Access.REVIEW);
    }

    /** Gives back the card that lies open, which may well be one of them, and shows what can be approved. */
    private void preview(Context request) {
        Principal who = Caller.of(request);
        Search search = Search.of(request).forWork();
        ItemParameter.read(request.formParam("item"))
                .ifPresent(ref -> desk.release(who, ref, Asked.number("fence", request.formParam("fence"))));
        cards.batch(request, BatchView.of(Cards.words(request), search.in(queue, who, LOOKED_THROUGH), desk::takesTwo));
    }

    private void approve(Context request) {
        List<SeenItem> picked =
                request.formParams("pick").stream().map(BatchPages::seen).toList();
        if (picked.isEmpty() || picked.size() > BatchView.MOST) {
            throw Problem.of(400, "no-items", "pick 1 to " + BatchView.MOST + " items");
        }
        List<DecideResult> results = desk.approveAll(Caller.of(request), picked);
        cards.next(request, told(results, Cards.words(request)));
    }

    /** An item with the version in which it was shown. */
    private static SeenItem seen(String pick) {
        int tilde = pick.indexOf('~');
        long version = Asked.number("pick", pick.substring(0, Math.max(0, tilde)));
        ItemRef ref = ItemParameter.required(pick.substring(tilde + 1));
        return new SeenItem(ref.tenant(), ref.content(), version);
    }

    private Notice told(List<DecideResult> results, Words words) {
        List<ReviewItem> approved = new ArrayList<>();
        int proposed = 0;
        for (DecideResult result : results) {
            if (result instanceof DecideResult.Accepted accepted) {
                approved.add(accepted.item());
            } else if (result instanceof DecideResult.Proposed) {
                proposed++;
            }
        }
        int left = results.size() - approved.size() - proposed;
        StringBuilder text = new StringBuilder(words.say("batch.done", approved.size()));
        if (proposed > 0) {
            text.append(words.say("batch.proposed", proposed));
        }
        if (left > 0) {
            text.append(words.say("batch.left", left));
        }
        Notice notice = left == 0 ? Notice.good(text.toString()) : Notice.warn(text.toString());
        return notice.undoing(approved, clock.instant());
    }
}
