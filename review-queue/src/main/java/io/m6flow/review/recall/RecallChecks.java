package io.m6flow.review.recall;

import io.m6flow.review.TextCheck;
import java.util.Objects;
import java.util.Optional;

/**
 * What published texts are held against.
 *
 * @param terms how a term is looked for
 * @param check the guards of today; empty where none are at hand, and then nothing can be recalled by them
 */
public record RecallChecks(TermSearch terms, Optional<TextCheck> check) {
    /** Plain terms, and no guards. */
    public static final RecallChecks TERMS_ALONE = new RecallChecks(TermSearch.PLAIN, Optional.empty());

    public RecallChecks {
        Objects.requireNonNull(terms, "terms");
        Objects.requireNonNull(check, "check");
    }
}
