package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.ItemState;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.Verdict;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page at which reviewers sit. Looking changes nothing; each action answers with the next card, a
 * notice about the last one, and the word that the list has changed.
 */
final class ReviewPages {
    private static final int LISTED = 100;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[、，,；;]");

    private final ReviewQueue queue;
    private final ReviewDesk desk;
    private final Pages pages;
    private final Cards cards;
    private final Clock clock;

    /** @param desk the desk as people come to it */
    ReviewPages(ReviewQueue queue, ReviewDesk desk, Pages pages, Cards cards, Clock clock) {
        this.queue = queue;
        this.desk = desk;
        this.pages = pages;
        this.cards = cards;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/review", this::page, Access.REVIEW);
        routes.get("/review/list", this::list, Access.REVIEW);
        routes.post("/review/open", this::open, Access.REVIEW);
        routes.post("/review/skip", this::skip, Access.REVIEW);
        routes.post("/review/escalation", this::escalate, Access.REVIEW);
        routes.post("/review/decision", this::decide, Access.REVIEW);
    }

    private void page(Context request) {
        String wanted = Objects.requireNonNullElse(request.queryParam("item"), "");
        boolean withDashboard = Dashboard.isFor(Caller.of(request));
        pages.show(
                request,
                "review",
                Map.of(
                        "frame",
                        Frame.of(request),
                        "list",
                        listView(request),
                        "wanted",
                        wanted,
                        "withDashboard",
                        withDashboard,
                        "withTerms",
                        TermDesk.isFor(Caller.of(request))));
    }

    private void list(Context request) {
        ListView list = listView(request);
        if (list.digest().equals(request.queryParam("seen"))) {
            request.status(204);
            return;
        }
        pages.show(request, "listupdate", Map.of("list", list));
    }

    /** Opens the item that is wanted, or the next one, and gives back the one that lies open. */
    private void open(Context request) {
        Principal who = Caller.of(request);
        Optional<ItemRef> wanted = ItemParameter.read(request.formParam("wanted"));
        Optional<ItemRef> current = ItemParameter.read(request.formParam("item"));
        current.filter(ref -> wanted.isPresent() && !wanted.get().equals(ref))
                .ifPresent(ref -> desk.release(who, ref, Asked.number("fence", request.formParam("fence"))));
        if (wanted.isEmpty()) {
            cards.next(request, Notice.none());
            return;
        }
        cards.claim(request, wanted.get())
                .fold(
                        claim -> cards.card(request, claim, Notice.none(), ""),
                        notice -> showWhatItIs(request, wanted.get(), notice));
    }

    /** Shows an item that cannot be claimed; whoever has just lost it, or only reloads, goes on with the next. */
    private void showWhatItIs(Context request, ItemRef ref, Notice notice) {
        Optional<ReviewItem> item = desk.find(Caller.of(request), ref);
        boolean quiet = request.formParam("quiet") != null;
        boolean goesOn = request.formParam("lost") != null || (quiet && !isWorthALook(item));
        if (item.isEmpty() || goesOn) {
            cards.next(request, quiet ? Notice.none() : notice);
            return;
        }
        cards.look(request, item.get(), isDecided(item) ? Notice.none() : notice);
    }

    /** Whoever reloads keeps looking at what nobody is about to take away. */
    private static boolean isWorthALook(Optional<ReviewItem> item) {
        return isDecided(item)
                || item.filter(each -> each.isForLead() && each.heldBy() == null)
                        .isPresent();
    }

    private static boolean isDecided(Optional<ReviewItem> item) {
        return item.filter(each -> each.state() == ItemState.DECIDED).isPresent();
    }

    private void skip(Context request) {
        ItemRef item = ItemParameter.required(request.formParam("item"));
        desk.skip(Caller.of(request), item, Asked.number("fence", request.formParam("fence")));
        cards.next(request, Notice.info(Cards.words(request).say("notice.skipped")));
    }

    private void escalate(Context request) {
        ItemRef item = ItemParameter.required(request.formParam("item"));
        long fence = Asked.number("fence", request.formParam("fence"));
        String note = Objects.requireNonNullElse(request.formParam("note"), "").strip();
        boolean done = Asked.checked(() -> desk.escalate(Caller.of(request), item, fence, note));
        Words words = Cards.words(request);
        cards.next(
                request,
                done
                        ? Notice.good(words.say("notice.escalated"))
                        : Notice.warn(words.say("notice.not-escalated")).keeping(note));
    }

    private void decide(Context request) {
        Principal who = Caller.of(request);
        ItemRef ref = ItemParameter.required(request.formParam("item"));
        String written = written(request, "text");
        boolean despite = !written.isEmpty() && written.equals(written(request, "despite"));
        Verdict verdict = verdict(request, who, ref, written);
        long fence = Asked.number("fence", request.formParam("fence"));
        long version = Asked.number("version", request.formParam("version"));
        Words words = Cards.words(request);
        Settled settled = desk.decide(who, ref, fence, version, verdict, despite);
        settled.<Runnable>fold(
                        done -> () -> cards.next(
                                request,
                                Notice.good(doneText(done.item(), words))
                                        .undoing(List.of(done.item()), clock.instant())),
                        tooLate -> () -> cards.next(
                                request,
                                Notice.decidedBy(tooLate.decision(), words, clock.getZone())
                                        .keeping(written)),
                        outOfDate -> () -> cards.again(request, ref, written, "notice.changed"),
                        lost -> () -> cards.again(request, ref, written, "notice.lease-lost"),
                        unknown -> () -> cards.next(request, Notice.warn(words.say("notice.unknown"))),
                        proposed -> () -> cards.next(request, Notice.good(words.say("notice.proposed"))),
                        own -> () -> cards.again(request, ref, written, "notice.own-proposal"),
                        back -> () -> cards.again(request, ref, "", "notice.obstacle." + Code.lower(back.obstacle())),
                        doubtful -> () -> cards.doubt(request, ref, written, doubtful.doubts()))
                .run();
    }

    private static String written(Context request, String field) {
        return Objects.requireNonNullElse(request.formParam(field), "").replace("\r\n", "\n");
    }

    /** An edit that changes nothing is an approval. */
    private Verdict verdict(Context request, Principal who, ItemRef ref, String written) {
        String outcome = Objects.requireNonNullElse(request.formParam("outcome"), "");
        boolean unchanged = outcome.equals("EDITED")
                && desk.find(who, ref)
                        .filter(item -> item.text().equals(written))
                        .isPresent();
        List<String> reasons = new ArrayList<>(request.formParams("reason"));
        reasons.removeIf(String::isBlank);
        if ((outcome.equals("REJECTED") || outcome.equals("SENT_BACK")) && reasons.isEmpty()) {
            throw Problem.of(400, "no-reason", "rejecting and sending back need a reason; choose or write one");
        }
        if (outcome.equals("EDITED") && written.isBlank()) {
            throw Problem.of(400, "empty-edit", "the edited text is empty; reject the item instead");
        }
        return Asked.verdict(unchanged ? "APPROVED" : outcome, written, reasons, struckOut(request));
    }

    /** The fields hold one word each, or several with commas between them. */
    private static List<String> struckOut(Context request) {
        return request.formParams("without").stream()
                .flatMap(field -> Arrays.stream(BETWEEN_WORDS.split(field, -1)))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private ListView listView(Context request) {
        Principal who = Caller.of(request);
        Search search = Search.of(request);
        return new ListView(
                Cards.words(request),
                search,
                who,
                search.in(queue, who, LISTED),
                queue.counts().waiting(),
                desk.decidedToday(who));
    }

    private static String doneText(ReviewItem item, Words words) {
        return words.say("notice.done."
                + Code.lower(Objects.requireNonNull(item.decision()).outcome()));
    }
}
