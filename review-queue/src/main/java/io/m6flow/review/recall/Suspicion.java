package io.m6flow.review.recall;

import io.m6flow.review.ReviewItem;
import io.m6flow.review.TextCheck;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Finding;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What criteria say of a text, and in which words. Thread-safe. */
final class Suspicion {
    private static final int LONGEST_CAUSE = 300;

    private final RecallCriteria criteria;
    private final TermSearch terms;
    private final TextCheck check;

    /** @throws IllegalArgumentException if the guards are asked for and none are at hand */
    Suspicion(RecallCriteria criteria, RecallChecks checks) {
        if (criteria.failsCheck() && checks.check().isEmpty()) {
            throw new IllegalArgumentException("no check is at hand here; name a term or a model instead");
        }
        this.criteria = criteria;
        this.terms = checks.terms();
        this.check = checks.check().orElse((tenant, kind, text, source) -> List.of());
    }

    boolean falls(ReviewItem item) {
        return of(item, item.text()).isPresent();
    }

    /** Why the item is to go with this text, or empty if it stays. */
    Optional<String> of(ReviewItem item, String text) {
        List<String> causes = new ArrayList<>();
        Optional<String> term = criteria.term();
        if (term.isPresent()) {
            if (!terms.holds(text, term.get())) {
                return Optional.empty();
            }
            causes.add("term \"" + term.get() + "\"");
        }
        if (criteria.model().isPresent() || criteria.modelVersion().isPresent()) {
            GenerationTrace trace = item.draft().getTrace();
            if (trace == null || !wrote(trace)) {
                return Optional.empty();
            }
            causes.add("model " + trace.getModel() + " " + trace.getModelVersion());
        }
        if (criteria.failsCheck()) {
            String rules = brokenRules(item, text);
            if (rules.isEmpty()) {
                return Optional.empty();
            }
            causes.add("check " + rules);
        }
        String cause = causes.isEmpty() ? "published where and when was named" : String.join("; ", causes);
        return Optional.of(shortened(cause));
    }

    /** Never in the middle of a sign of two halves. */
    private static String shortened(String cause) {
        if (cause.length() <= LONGEST_CAUSE) {
            return cause;
        }
        int end = Character.isHighSurrogate(cause.charAt(LONGEST_CAUSE - 1)) ? LONGEST_CAUSE - 1 : LONGEST_CAUSE;
        return cause.substring(0, end);
    }

    private boolean wrote(GenerationTrace trace) {
        return criteria.model().map(trace.getModel()::equals).orElse(true)
                && criteria.modelVersion().map(trace.getModelVersion()::equals).orElse(true);
    }

    private String brokenRules(ReviewItem item, String text) {
        ContentDraft draft = item.draft();
        return check.check(item.tenant(), draft.getKind(), text, draft.getSource()).stream()
                .filter(finding -> finding.getSeverity() == Severity.ERROR)
                .map(Finding::getRule)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
