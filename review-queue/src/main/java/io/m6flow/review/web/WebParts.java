package io.m6flow.review.web;

import io.m6flow.review.PagedLists;
import io.m6flow.review.recall.Recalls;
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
 * @param insight the queue in numbers, and how the service does
 * @param recalls takes back what is published; empty where nobody can
 */
public record WebParts(
        TokenOwners tokens,
        PagedLists lists,
        SessionStore sessions,
        AnswerStore answers,
        Optional<IdentityProvider> provider,
        Insight insight,
        Optional<Recalls> recalls) {
    public WebParts {
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(lists, "lists");
        Objects.requireNonNull(sessions, "sessions");
        Objects.requireNonNull(answers, "answers");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(insight, "insight");
        Objects.requireNonNull(recalls, "recalls");
    }

    /** Without numbers and recalls. */
    public WebParts(
            TokenOwners tokens,
            PagedLists lists,
            SessionStore sessions,
            AnswerStore answers,
            Optional<IdentityProvider> provider) {
        this(tokens, lists, sessions, answers, provider, Insight.NONE, Optional.empty());
    }

    public WebParts withProvider(IdentityProvider other) {
        return new WebParts(tokens, lists, sessions, answers, Optional.of(other), insight, recalls);
    }

    public WebParts withInsight(Insight other) {
        return new WebParts(tokens, lists, sessions, answers, provider, other, recalls);
    }

    public WebParts withRecalls(Recalls other) {
        return new WebParts(tokens, lists, sessions, answers, provider, insight, Optional.of(other));
    }
}
