package io.m6flow.review.web;

import io.m6flow.review.PagedLists;
import io.m6flow.review.Term;
import io.m6flow.review.TermBook;
import io.m6flow.review.TextCheck;
import io.m6flow.review.recall.Recalls;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.List;
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
 * @param terms the tenants' own terms
 * @param check what edited texts are held against before they leave; empty where nothing is at hand
 */
public record WebParts(
        TokenOwners tokens,
        PagedLists lists,
        SessionStore sessions,
        AnswerStore answers,
        Optional<IdentityProvider> provider,
        Insight insight,
        Optional<Recalls> recalls,
        TermBook terms,
        Optional<TextCheck> check) {
    public WebParts {
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(lists, "lists");
        Objects.requireNonNull(sessions, "sessions");
        Objects.requireNonNull(answers, "answers");
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(insight, "insight");
        Objects.requireNonNull(recalls, "recalls");
        Objects.requireNonNull(terms, "terms");
        Objects.requireNonNull(check, "check");
    }

    /** Without numbers, recalls, terms and checks. */
    public WebParts(
            TokenOwners tokens,
            PagedLists lists,
            SessionStore sessions,
            AnswerStore answers,
            Optional<IdentityProvider> provider) {
        this(
                tokens,
                lists,
                sessions,
                answers,
                provider,
                Insight.NONE,
                Optional.empty(),
                new NoTerms(),
                Optional.empty());
    }

    public WebParts withProvider(IdentityProvider other) {
        return new WebParts(tokens, lists, sessions, answers, Optional.of(other), insight, recalls, terms, check);
    }

    public WebParts withInsight(Insight other) {
        return new WebParts(tokens, lists, sessions, answers, provider, other, recalls, terms, check);
    }

    public WebParts withRecalls(Recalls other) {
        return new WebParts(tokens, lists, sessions, answers, provider, insight, Optional.of(other), terms, check);
    }

    public WebParts withTerms(TermBook other) {
        return new WebParts(tokens, lists, sessions, answers, provider, insight, recalls, other, check);
    }

    public WebParts withCheck(TextCheck other) {
        return new WebParts(tokens, lists, sessions, answers, provider, insight, recalls, terms, Optional.of(other));
    }

    /** There are none, and none can be added. */
    private static final class NoTerms implements TermBook {
        @Override
        public List<Term> of(TenantId tenant) {
            return List.of();
        }

        @Override
        public boolean tryAdd(Term term) {
            throw new UnsupportedOperationException("this server keeps no terms");
        }

        @Override
        public Optional<Term> remove(TenantId tenant, String term, String by, Instant at) {
            throw new UnsupportedOperationException("this server keeps no terms");
        }
    }
}
