package io.m6flow.review;

import io.m6flow.schema.TermChange;
import io.m6flow.schema.TermOperation;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.rule.TermRules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Words that must not stand in somebody's texts, beside what the law forbids.
 *
 * @param tenant whose texts are meant; {@link #EVERYBODY} for everybody's
 * @param term the words, without blanks around them
 * @param suggestion what could stand there instead; empty to leave it out; null where there is no advice
 * @param reason why, for people to read; may be empty
 * @param by who added it
 * @param at when, in whole milliseconds
 */
public record Term(TenantId tenant, String term, @Nullable String suggestion, String reason, String by, Instant at) {
    /** Stands for all tenants. */
    public static final TenantId EVERYBODY = new TenantId(TermRules.EVERYBODY);

    /** What {@link TermRules} complain of is an IllegalArgumentException with their words. */
    public Term {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(by, "by");
        term = term.strip();
        suggestion = suggestion == null ? null : suggestion.strip();
        reason = reason.strip();
        at = at.truncatedTo(ChronoUnit.MILLIS);
        TermRules.complaint(change(TermOperation.ADD, tenant, term, suggestion, reason, by, at))
                .ifPresent(complaint -> {
                    throw new IllegalArgumentException(complaint);
                });
    }

    /** What an addition added. */
    public static Term of(TermChange change) {
        return new Term(
                new TenantId(change.getTenant()),
                change.getTerm(),
                change.getSuggestion(),
                change.getReason(),
                change.getBy(),
                change.getAt());
    }

    /** Whether it says the same, whoever said it and when. */
    public boolean saysTheSameAs(Term other) {
        return tenant.equals(other.tenant)
                && term.equals(other.term)
                && Objects.equals(suggestion, other.suggestion)
                && reason.equals(other.reason);
    }

    /** The change that adds it. */
    public TermChange addition() {
        return change(TermOperation.ADD, tenant, term, suggestion, reason, by, at);
    }

    /** The change that removes it again. */
    public TermChange removal(String remover, Instant when) {
        return change(TermOperation.REMOVE, tenant, term, null, "", remover, when.truncatedTo(ChronoUnit.MILLIS));
    }

    private static TermChange change(
            TermOperation operation,
            TenantId tenant,
            String term,
            @Nullable String suggestion,
            String reason,
            String by,
            Instant at) {
        return new TermChange(tenant.value(), term, operation, suggestion, reason, by, at);
    }
}
