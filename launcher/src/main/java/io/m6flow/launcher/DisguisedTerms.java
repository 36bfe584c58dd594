package io.m6flow.launcher;

import io.m6flow.generator.law.Lexicon;
import io.m6flow.review.recall.TermSearch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds a term as the guards do, in all its disguises. Reads the lexicon for the first one. Thread-safe. */
final class DisguisedTerms implements TermSearch {
    private volatile @Nullable Wanted wanted;

    /** A recall asks for one term of text after text. */
    private record Wanted(String term, Predicate<String> search) {}

    @Override
    public boolean holds(String text, String term) {
        Wanted last = wanted;
        if (last == null || !last.term().equals(term)) {
            last = new Wanted(term, search(term));
            wanted = last;
        }
        return last.search().test(text);
    }

    /** What can be no merchant's term, as a single character or words across clauses, is looked for as it stands. */
    private static Predicate<String> search(String term) {
        try {
            return Lexicon.shipped().search(term);
        } catch (IllegalArgumentException e) {
            return text -> PLAIN.holds(text, term);
        }
    }
}
