package io.m6flow.review.kafka;

import io.m6flow.review.Term;
import io.m6flow.schema.TermChange;
import io.m6flow.schema.TermOperation;
import io.m6flow.schema.id.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The terms that stand after the changes taken so far. One thread takes changes; any may look. */
final class StandingTerms {
    private static final Comparator<Term> NEWEST_FIRST =
            Comparator.comparing(Term::at).reversed().thenComparing(Term::term);

    private final Map<TenantId, Map<String, Term>> byTenant = new ConcurrentHashMap<>();

    /** A change that breaks the rules is an IllegalArgumentException and changes nothing. */
    void take(TermChange change) {
        Term term = Term.of(change);
        if (change.getOperation() == TermOperation.ADD) {
            byTenant.computeIfAbsent(term.tenant(), tenant -> new ConcurrentHashMap<>())
                    .put(term.term(), term);
        } else {
            terms(term.tenant()).remove(term.term());
        }
    }

    List<Term> of(TenantId tenant) {
        return terms(tenant).values().stream().sorted(NEWEST_FIRST).toList();
    }

    Optional<Term> find(TenantId tenant, String term) {
        return Optional.ofNullable(terms(tenant).get(term));
    }

    int count(TenantId tenant) {
        return terms(tenant).size();
    }

    private Map<String, Term> terms(TenantId tenant) {
        return byTenant.getOrDefault(tenant, new ConcurrentHashMap<>());
    }
}
