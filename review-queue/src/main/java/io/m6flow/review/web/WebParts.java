package io.m6flow.review.web;

import io.m6flow.review.PagedLists;
import java.util.Objects;
import java.util.Optional;

/**
 * What the server stands on besides the queue and the view.
 *
 * @param tokens who may sign in with a token
 * @param lists the long lists, page by page
 * @param sessions where sign-ins are kept
 * @param answers where the answers to idempotency keys are kept
 * @param provider who else knows our people; empty means tokens alone
 */
public record WebParts(
        TokenOwners tokens,
        PagedLists lists,
        SessionStore sessions,
        AnswerStore answers,
        Optional<IdentityProvider> provider) {
    public WebParts {
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(lists, "lists");
        Objects.requireNonNull(sessions, "sessions");
        Objects.requireNonNull(answers, "answers");
        Objects.requireNonNull(provider, "provider");
    }

    public WebParts withProvider(IdentityProvider other) {
        return new WebParts(tokens, lists, sessions, answers, Optional.of(other));
    }
}
