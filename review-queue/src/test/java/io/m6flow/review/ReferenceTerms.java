package io.m6flow.review;

import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The terms in memory: what the topic is held against. */
public final class ReferenceTerms implements TermBook {
    private final Map<List<String>, Term> terms = new LinkedHashMap<>();

    @Override
    public synchronized List<Term> of(TenantId tenant) {
        return terms.values().stream()
                .filter(term -> term.tenant().equals(tenant))
                .sorted(Comparator.comparing(Term::at).reversed().thenComparing(Term::term))
                .toList();
    }

    @Override
    public synchronized boolean tryAdd(Term term) {
        List<String> key = List.of(term.tenant().value(), term.term());
        Term before = terms.get(key);
        if (before == null && of(term.tenant()).size() >= MOST) {
            return false;
        }
        if (before == null || !before.saysTheSameAs(term)) {
            terms.put(key, term);
        }
        return true;
    }

    @Override
    public synchronized Optional<Term> remove(TenantId tenant, String term, String by, Instant at) {
        return Optional.ofNullable(terms.remove(List.of(tenant.value(), term.strip())));
    }
}
