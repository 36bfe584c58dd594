package io.m6flow.review.web;

import io.javalin.http.Context;
import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.ReviewItem;
import io.m6flow.schema.Finding;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Answers the reviewers' page with what lies open next: a card, a look at an item, rest, or a notice alone. */
final class Cards {
    private final ReviewDesk desk;
    private final Pages pages;
    private final Clock clock;

    Cards(ReviewDesk desk, Pages pages, Clock clock) {
        this.desk = desk;
        this.pages = pages;
        this.clock = clock;
    }

    static Words words(Context request) {
        return Words.in(Frame.languageOf(request));
    }

    /** What holds the item for the caller, or why nothing does. */
    Claimed claim(Context request, ItemRef ref) {
        Words words = words(request);
        ClaimResult result = desk.claim(Caller.of(request), ref);
        return result.fold(
                granted -> Claimed.of(granted.claim()),
                held -> Claimed.not(Notice.warn(words.say("notice.held", held.reviewer()))),
                decided -> Claimed.not(Notice.decidedBy(decided.decision(), words, clock.getZone())),
                lost -> Claimed.not(Notice.warn(words.say("notice.lease-lost"))),
                forLead -> Claimed.not(Notice.warn(words.say("notice.for-lead"))),
                unknown -> Claimed.not(Notice.warn(words.say("notice.unknown"))));
    }

    /** The reviewer looks once more before the decision counts; what was written stays. */
    void again(Context request, ItemRef ref, String written, String why) {
        claim(request, ref)
                .fold(
                        claim -> card(request, claim, Notice.warn(words(request).say(why)), written),
                        notice -> next(request, notice.keeping(written)));
    }

    /** The reviewer sees what the guards object to in the wording, and sends it once more or changes it. */
    void doubt(Context request, ItemRef ref, String written, List<Finding> doubts) {
        Notice notice = Notice.warn(words(request).say("notice.doubtful", doubts.size()));
        claim(request, ref)
                .fold(
                        claim -> card(request, claim, notice, new Rewording(written, doubts)),
                        lost -> next(request, lost.keeping(written)));
    }

    void next(Context request, Notice notice) {
        desk.claimNext(Caller.of(request), Search.of(request).forWork())
                .ifPresentOrElse(
                        claim -> card(request, claim, notice, ""),
                        () -> show(request, "rest", Map.of("words", words(request), "notice", notice), ""));
    }

    void card(Context request, Claim claim, Notice notice, String written) {
        card(request, claim, notice, new Rewording(written, List.of()));
    }

    private void card(Context request, Claim claim, Notice notice, Rewording written) {
        Principal who = Caller.of(request);
        CardView card = new CardView(
                claim,
                words(request),
                ItemJson.leaseMillis(claim, clock),
                written,
                desk.takesTwo(claim.item()),
                desk.obstacleToSendBack(claim.item()).orElse(null),
                who,
                history(request, claim.item()));
        show(request, "card", Map.of("card", card, "notice", notice), card.item());
    }

    void look(Context request, ReviewItem item, Notice notice) {
        LookView look = new LookView(item, words(request), history(request, item), Caller.of(request), clock.instant());
        show(request, "look", Map.of("look", look, "notice", notice), look.item());
    }

    void batch(Context request, BatchView batch) {
        show(request, "batch", Map.of("batch", batch), "");
    }

    /** Says something and leaves what lies open as it is. */
    void say(Context request, Notice notice) {
        request.header("HX-Trigger", "m6-queue");
        request.header("HX-Retarget", "#notice").header("HX-Reswap", "innerHTML");
        pages.show(request, "notice", Map.of("words", words(request), "notice", notice));
    }

    private HistoryView history(Context request, ReviewItem item) {
        return new HistoryView(desk.history(Caller.of(request), ItemRef.of(item)), words(request), clock.getZone());
    }

    private void show(Context request, String template, Map<String, Object> parameters, String item) {
        request.header("HX-Trigger", "m6-queue");
        request.header("HX-Replace-Url", "/review" + Search.of(request).query(item));
        pages.show(request, template, parameters);
    }
}
