package io.m6flow.review.web;

import io.m6flow.review.Term;
import io.m6flow.review.TermBook;
import io.m6flow.schema.id.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where people and programs look at the terms and change them: each those that it may. Thread-safe. */
final class TermDesk {
    private static final Logger LOG = LoggerFactory.getLogger(TermDesk.class);
    private static final int SHOWN_DIGITS = 16;

    private final TermBook book;
    private final Clock clock;

    TermDesk(TermBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    static boolean isFor(Principal who) {
        return Access.TERMS.allows(who.role());
    }

    /** Everybody's terms are a matter for leads who see all tenants. */
    static boolean mayChangeEverybodys(Principal who) {
        return who.isLead() && who.tenant().isEmpty();
    }

    /** Whose terms are asked for; empty if the principal reaches all tenants and has named none. */
    static Optional<TenantId> tenant(Principal who, @Nullable String asked) {
        Optional<TenantId> tenant = Asked.tenant(asked).or(who::tenant);
        if (tenant.filter(wanted -> !reaches(who, wanted)).isPresent()) {
            throw Problem.of(403, "not-allowed", "your token does not reach the terms of \"" + tenant.get() + "\"");
        }
        return tenant;
    }

    private static boolean reaches(Principal who, TenantId tenant) {
        return tenant.equals(Term.EVERYBODY) ? mayChangeEverybodys(who) : who.mayRead(tenant);
    }

    List<Term> terms(TenantId tenant) {
        return book.of(tenant);
    }

    /** @param suggestion as in {@link Term} */
    Term add(Principal who, TenantId tenant, String words, @Nullable String suggestion, String reason) {
        Term term = term(who, tenant, words, suggestion, reason);
        if (!book.tryAdd(term)) {
            throw Problem.of(
                    409,
                    "too-many-terms",
                    "there are " + TermBook.MOST + " terms already, and no more can stand; remove one first");
        }
        log(who, "added", tenant, term.term());
        return term;
    }

    /** Answers what stood there. */
    Term remove(Principal who, TenantId tenant, String words) {
        Term removed = book.remove(tenant, words, who.name(), clock.instant())
                .orElseThrow(() -> Problem.of(404, "unknown-term", "there is no such term; it may have been removed"));
        log(who, "removed", tenant, removed.term());
        return removed;
    }

    private Term term(Principal who, TenantId tenant, String words, @Nullable String suggestion, String reason) {
        try {
            return new Term(tenant, words, suggestion, reason, who.name(), clock.instant());
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "bad-term", String.valueOf(e.getMessage()));
        }
    }

    /** The term by a digest: logs hold no texts. */
    private static void log(Principal who, String what, TenantId tenant, String term) {
        String id = Sha256.hex(tenant.value() + "|" + term).substring(0, SHOWN_DIGITS);
        LOG.info("{} {} term {} of {}", who.name(), what, id, tenant);
    }
}
