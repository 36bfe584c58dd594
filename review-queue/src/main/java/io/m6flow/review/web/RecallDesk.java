package io.m6flow.review.web;

import io.m6flow.review.Via;
import io.m6flow.review.recall.Recall;
import io.m6flow.review.recall.RecallCriteria;
import io.m6flow.review.recall.RecallStore;
import io.m6flow.review.recall.Recalls;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a lead does about recalls, for the page and for the API; a lead of one tenant recalls that tenant's texts alone. */
final class RecallDesk {
    private final Optional<Recalls> recalls;

    RecallDesk(Optional<Recalls> recalls) {
        this.recalls = recalls;
    }

    boolean hasCheck() {
        return recalls.filter(Recalls::hasCheck).isPresent();
    }

    /** @param criteria reads what was asked for; the tenant is the lead's own where it has only one */
    Recall search(Principal who, Supplier<RecallCriteria> criteria, String reason) {
        RecallCriteria asked = Asked.checked(criteria);
        asked.tenant().filter(tenant -> !who.mayRead(tenant)).ifPresent(tenant -> {
            throw Problem.of(403, "not-allowed", "your token does not reach tenant \"" + tenant + "\"");
        });
        RecallCriteria narrowed = new RecallCriteria(
                asked.term(),
                asked.failsCheck(),
                asked.model(),
                asked.modelVersion(),
                asked.tenant().or(who::tenant),
                asked.kinds(),
                asked.since(),
                asked.until());
        if (narrowed.failsCheck() && !hasCheck()) {
            throw Problem.of(409, "no-check", "no guards are at hand here; name a term or a model instead");
        }
        return Asked.checked(() -> recalls().trySearch(narrowed, reason, who.name()))
                .orElseThrow(() -> Problem.of(
                        409, "search-in-progress", "another search runs here; repeat the request when it has ended"));
    }

    /** A recall that the caller may see. */
    Recall find(Principal who, String id) {
        return recalls.flatMap(all -> all.find(id))
                .filter(recall -> isFor(who, recall))
                .orElseThrow(() -> Problem.of(404, "unknown-recall", "there is no such recall that you may see"));
    }

    List<Recall> latest(Principal who, int limit) {
        return recalls.map(all -> all.latest(limit)).orElse(List.of()).stream()
                .filter(recall -> isFor(who, recall))
                .toList();
    }

    List<RecallStore.Entry> entries(Recall recall, long from, int limit) {
        return recalls().entries(recall.id(), from, limit);
    }

    /** Has it all taken back; how many that are must be said again. */
    Recall order(Principal who, Via via, String id, long count) {
        Recall recall = find(who, id);
        if (recall.found() == 0) {
            throw Problem.of(409, "nothing-found", "the recall found nothing; there is nothing to take back");
        }
        if (count != recall.found()) {
            throw Problem.of(
                    409,
                    "other-count",
                    "the recall found " + recall.found() + " texts, not " + count
                            + "; look at them before you confirm");
        }
        recalls().order(id, who.reviewer(via));
        return find(who, id);
    }

    private static boolean isFor(Principal who, Recall recall) {
        Optional<TenantId> own = who.tenant();
        return own.isEmpty() || own.equals(recall.criteria().tenant());
    }

    private Recalls recalls() {
        return recalls.orElseThrow(() -> Problem.of(503, "no-recalls", "this service cannot recall anything"));
    }
}
