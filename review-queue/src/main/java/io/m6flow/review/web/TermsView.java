package io.m6flow.review.web;

import io.m6flow.review.Term;
import io.m6flow.review.TermBook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's terms, as the page shows them.
 *
 * @param tenant whose; empty where the principal reaches all and has named none
 * @param mayChoose whether the principal reaches other tenants too
 * @param mayChooseEverybody whether it reaches everybody's terms
 * @param notice what has just happened; empty if nothing
 * @param removed what was just removed and can be put back, or null
 */
record TermsView(
        Words words,
        String tenant,
        boolean mayChoose,
        boolean mayChooseEverybody,
        List<Term> terms,
        String notice,
        @Nullable Term removed) {
    TermsView {
        terms = List.copyOf(terms);
    }

    String heading() {
        return isEverybodys() ? words.say("terms.everybody") : tenant;
    }

    boolean isEverybodys() {
        return tenant.equals(Term.EVERYBODY.value());
    }

    String count() {
        return words.say("terms.count", terms.size(), TermBook.MOST);
    }

    String advice(Term term) {
        String suggestion = term.suggestion();
        if (suggestion == null) {
            return "";
        }
        return suggestion.isEmpty() ? words.say("terms.leave-out") : suggestion;
    }
}
