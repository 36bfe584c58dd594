package io.m6flow.review.recall;

import io.m6flow.review.ItemFilter;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which published texts are looked for: those that meet all of these. At least one is named.
 *
 * @param term the text holds it, as {@link TermSearch} sees it
 * @param failsCheck the guards of today find an error in it
 * @param model what the model that wrote it is called
 * @param modelVersion the model's version
 * @param tenant the only tenant; empty means all
 * @param kinds empty means all
 * @param since decided then or later
 * @param until decided before
 */
public record RecallCriteria(
        Optional<String> term,
        boolean failsCheck,
        Optional<String> model,
        Optional<String> modelVersion,
        Optional<TenantId> tenant,
        Set<Kind> kinds,
        Optional<Instant> since,
        Optional<Instant> until) {
    public static final int MAX_TERM_CHARACTERS = 100;
    private static final int MAX_MODEL_CHARACTERS = 200;

    public RecallCriteria {
        term = term.map(String::strip);
        kinds = Set.copyOf(kinds);
        term.ifPresent(text -> check("term", text, MAX_TERM_CHARACTERS));
        model.ifPresent(text -> check("model", text, MAX_MODEL_CHARACTERS));
        modelVersion.ifPresent(text -> check("modelVersion", text, MAX_MODEL_CHARACTERS));
        boolean looksAtText = term.isPresent() || failsCheck || model.isPresent() || modelVersion.isPresent();
        if (!looksAtText && tenant.isEmpty() && kinds.isEmpty() && since.isEmpty() && until.isEmpty()) {
            throw new IllegalArgumentException("say what is to be found: a term, texts that fail the check, a model,"
                    + " a model version, a tenant, kinds or a time; without any it would be everything");
        }
        if (since.isPresent() && until.isPresent() && !since.get().isBefore(until.get())) {
            throw new IllegalArgumentException("since must be before until");
        }
    }

    private static void check(String name, String text, int most) {
        if (text.isBlank() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(name + " must have 1 to " + most + " printable characters");
        }
    }

    /** Whether it says something of the texts themselves, and not only of where and when they were published. */
    public boolean looksAtTexts() {
        return term.isPresent() || failsCheck || model.isPresent() || modelVersion.isPresent();
    }

    ItemFilter filter() {
        return new ItemFilter(tenant, kinds);
    }

    boolean holds(Instant publishedAt) {
        return since.map(first -> !publishedAt.isBefore(first)).orElse(true)
                && until.map(publishedAt::isBefore).orElse(true);
    }
}
