package io.m6flow.review.recall;

import io.m6flow.review.Decided;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.Page;
import io.m6flow.review.PagedLists;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.Reviewer;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.id.Subject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recalls in two phases: a search that changes nothing, and, once somebody has ordered it, the retraction of all that it
 * found, by portions. Each text is revoked by the queue under the decision by which it was found, so that nothing is
 * revoked twice and nothing newer by accident; a retraction that was cut off goes on where it was. Thread-safe.
 */
public final class Recalls {
    /** Of one search; whoever needs more recalls these and searches again. */
    public static final int MOST_FOUND = 50_000;

    private static final Logger LOG = LoggerFactory.getLogger(Recalls.class);
    private static final int PAGE = 500;
    private static final int PORTION = 50;
    private static final String MARK = "recall:";

    private final ReviewQueue queue;
    private final PagedLists lists;
    private final PublishedItems published;
    private final RecallStore store;
    private final RecallChecks checks;
    private final Clock clock;
    private final Supplier<String> ids;
    private final int portion;
    private final int mostFound;
    private final Semaphore searching = new Semaphore(1);

    public Recalls(
            ReviewQueue queue,
            PagedLists lists,
            PublishedItems published,
            RecallStore store,
            RecallChecks checks,
            Clock clock,
            Supplier<String> ids) {
        this(queue, lists, published, store, checks, clock, ids, PORTION, MOST_FOUND);
    }

    Recalls(
            ReviewQueue queue,
            PagedLists lists,
            PublishedItems published,
            RecallStore store,
            RecallChecks checks,
            Clock clock,
            Supplier<String> ids,
            int portion,
            int mostFound) {
        this.queue = Objects.requireNonNull(queue, "queue");
        this.lists = Objects.requireNonNull(lists, "lists");
        this.published = Objects.requireNonNull(published, "published");
        this.store = Objects.requireNonNull(store, "store");
        this.checks = Objects.requireNonNull(checks, "checks");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.ids = Objects.requireNonNull(ids, "ids");
        this.portion = portion;
        this.mostFound = mostFound;
    }

    /** The same recalls, taken back by smaller portions and after shorter searches. */
    Recalls within(int portions, int most) {
        return new Recalls(queue, lists, published, store, checks, clock, ids, portions, most);
    }

    /** Whether texts can be recalled because they fail the guards of today. */
    public boolean hasCheck() {
        return checks.check().isPresent();
    }

    /**
     * Looks through all that stands published, and keeps what it found; changes nothing else. Empty while another search
     * runs here.
     *
     * @throws IllegalArgumentException if the guards of today are asked for and none are at hand, or the reason is none
     */
    public Optional<Recall> trySearch(RecallCriteria criteria, String reason, String by) {
        Suspicion suspicion = new Suspicion(criteria, checks);
        if (!searching.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(search(criteria, suspicion, reason, by));
        } finally {
            searching.release();
        }
    }

    private Recall search(RecallCriteria criteria, Suspicion suspicion, String reason, String by) {
        Search search = new Search(criteria, suspicion);
        published.read(criteria.filter(), search::look);
        search.found.sort(Comparator.comparing(FoundText::publishedAt).reversed());
        Recall recall = new Recall(
                ids.get(),
                criteria,
                reason.strip(),
                by,
                clock.instant(),
                search.looked,
                search.found.size(),
                search.more,
                waiting(criteria, suspicion),
                Optional.empty(),
                Recall.Fates.NONE,
                Optional.empty());
        store.keep(recall, search.found);
        LOG.info("recall {}: {} of {} published texts found", recall.id(), recall.found(), recall.looked());
        return recall;
    }

    /** What one search has seen. Confined to one thread. */
    private final class Search {
        private final RecallCriteria criteria;
        private final Suspicion suspicion;
        private final Set<String> seen = new HashSet<>();
        private final List<FoundText> found = new ArrayList<>();
        private long looked;
        private boolean more;

        private Search(RecallCriteria criteria, Suspicion suspicion) {
            this.criteria = criteria;
            this.suspicion = suspicion;
        }

        private void look(List<ReviewItem> portion) {
            for (ReviewItem item : portion) {
                Decided decision = Objects.requireNonNull(item.decision(), "what stands published is decided");
                looked++;
                if (criteria.holds(decision.at())) {
                    suspicion.of(item, decision.text()).ifPresent(cause -> add(item, decision, cause));
                }
            }
        }

        private void add(ReviewItem item, Decided decision, String cause) {
            if (found.size() == mostFound) {
                more = true;
            } else if (seen.add(decision.decisionId())) {
                found.add(new FoundText(
                        item.tenant(),
                        item.draft().getKind(),
                        new Subject(item.draft().getSubject()),
                        item.contentId(),
                        decision.decisionId(),
                        decision.publishSequence(),
                        decision.at(),
                        cause));
            }
        }
    }

    /** Undecided items that meet the criteria too, in anybody's hands or in nobody's. */
    private long waiting(RecallCriteria criteria, Suspicion suspicion) {
        if (!criteria.looksAtTexts()) {
            return 0;
        }
        ItemFilter filter = criteria.filter();
        long waiting = queue.claimed(filter, Integer.MAX_VALUE / 2).stream()
                .filter(suspicion::falls)
                .count();
        Optional<String> next = Optional.empty();
        do {
            Page<ReviewItem> page = lists.waiting(filter, next, PAGE);
            waiting += page.entries().stream().filter(suspicion::falls).count();
            next = page.next();
        } while (next.isPresent());
        return waiting;
    }

    public Optional<Recall> find(String id) {
        return store.find(id);
    }

    /** Newest first; at most limit. */
    public List<Recall> latest(int limit) {
        return store.latest(limit);
    }

    /** What a recall found, the latest published first, from this place on. */
    public List<RecallStore.Entry> entries(String id, long from, int limit) {
        return store.entries(id, from, limit);
    }

    /** Has all that a recall found taken back, by {@link #step}; ordering it again changes nothing. */
    public RecallStore.Ordered order(String id, Reviewer lead) {
        if (!lead.isLead()) {
            throw new IllegalArgumentException("only a lead orders a recall");
        }
        RecallStore.Ordered ordered = store.order(id, lead);
        if (ordered == RecallStore.Ordered.NOW) {
            LOG.info("recall {} is ordered by {}", id, lead.name());
        }
        return ordered;
    }

    /** Takes back a portion of each recall that is ordered. Answers whether there was anything to do. */
    public boolean step() {
        boolean worked = false;
        for (String id : store.open()) {
            Optional<Recall> open = store.find(id);
            if (open.isPresent()) {
                takeBack(open.get());
                worked = true;
            }
        }
        return worked;
    }

    private void takeBack(Recall recall) {
        long from = recall.fates().total();
        List<Fate> fates = store.entries(recall.id(), from, portion).stream()
                .map(entry -> takeBack(recall, entry.text()))
                .toList();
        // Somebody removed the list: what was on it cannot be found again.
        long lost = Math.min(portion, recall.found() - from);
        store.note(recall.id(), from, fates.isEmpty() ? Collections.nCopies((int) lost, Fate.FAILED) : fates);
    }

    private Fate takeBack(Recall recall, FoundText text) {
        Recall.Order order = recall.order().orElseThrow();
        Reviewer lead = new Reviewer(order.by(), true, order.via());
        List<String> reasons = List.of(mark(recall) + " " + text.cause(), recall.reason());
        try {
            return queue.revoke(lead, text.tenant(), text.contentId(), text.decisionId(), reasons)
                    .fold(
                            revoked -> Fate.RETRACTED,
                            notPublished -> wasOurs(recall, text),
                            outOfDate -> Fate.OVERTAKEN,
                            takesALead -> Fate.FAILED,
                            unknown -> Fate.OVERTAKEN);
        } catch (ReviewQueueException unreachable) {
            throw unreachable;
        } catch (RuntimeException e) {
            LOG.warn("recall {} cannot take back {}", recall.id(), text.contentId(), e);
            return Fate.FAILED;
        }
    }

    /** Whether this recall revoked it, and was cut off before it could note so. */
    private Fate wasOurs(Recall recall, FoundText text) {
        boolean ours = queue.find(text.tenant(), text.contentId())
                .map(ReviewItem::decision)
                .filter(decision -> decision.outcome() == DecisionOutcome.REVOKED)
                .filter(decision -> decision.reasons().stream().anyMatch(reason -> reason.startsWith(mark(recall))))
                .isPresent();
        return ours ? Fate.RETRACTED : Fate.OVERTAKEN;
    }

    private static String mark(Recall recall) {
        return MARK + recall.id() + ":";
    }
}
