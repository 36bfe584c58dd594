package io.m6flow.schema.rule;

import io.m6flow.schema.TermChange;
import io.m6flow.schema.id.Identifiers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a change of the terms must hold to be accepted. A complaint is one sentence: what is wrong and what to do. */
public final class TermRules {
    /** Stands for everybody's texts. */
    public static final String EVERYBODY = "*";

    /** In characters; a shorter term would stand in half of all texts. */
    public static final int SHORTEST_TERM = 2;

    public static final int LONGEST_TERM = 32;
    public static final int LONGEST_SUGGESTION = 64;
    public static final int LONGEST_REASON = 200;

    private TermRules() {}

    public static Optional<String> complaint(TermChange change) {
        Optional<String> tenant = change.getTenant().equals(EVERYBODY)
                ? Optional.empty()
                : Identifiers.complaint("tenant", change.getTenant());
        return tenant.or(() -> termComplaint(change.getTerm()))
                .or(() -> tooLong("suggestion", change.getSuggestion(), LONGEST_SUGGESTION))
                .or(() -> tooLong("reason", change.getReason(), LONGEST_REASON));
    }

    private static Optional<String> termComplaint(String term) {
        int length = length(term.strip());
        if (length < SHORTEST_TERM || length > LONGEST_TERM) {
            return Optional.of("term has " + length + " characters; write " + SHORTEST_TERM + " to " + LONGEST_TERM);
        }
        return Identifiers.complaint("term", term);
    }

    private static Optional<String> tooLong(String field, @Nullable String value, int limit) {
        int length = value == null ? 0 : length(value);
        return length <= limit
                ? Optional.empty()
                : Optional.of(field + " has " + length + " characters; the limit is " + limit);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
