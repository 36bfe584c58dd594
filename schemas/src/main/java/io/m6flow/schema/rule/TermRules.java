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
                .or(() -> textComplaint("suggestion", change.getSuggestion(), LONGEST_SUGGESTION))
                .or(() -> textComplaint("reason", change.getReason(), LONGEST_REASON));
    }

    private static Optional<String> termComplaint(String term) {
        int length = length(term.strip());
        if (length < SHORTEST_TERM || length > LONGEST_TERM) {
            return Optional.of("term has " + length + " characters; write " + SHORTEST_TERM + " to " + LONGEST_TERM);
        }
        return Identifiers.complaint("term", term);
    }

    private static Optional<String> textComplaint(String field, @Nullable String value, int limit) {
        String text = value == null ? "" : value;
        if (length(text) > limit) {
            return Optional.of(field + " has " + length(text) + " characters; the limit is " + limit);
        }
        return text.chars().anyMatch(Character::isISOControl)
                ? Optional.of(field + " holds a line break or another control character; leave it out")
                : Optional.empty();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
