package io.m6flow.review;

import java.util.function.Function;

/** What came of the wish to take back a published text. */
public sealed interface RevokeResult {
    record Revoked(ReviewItem item) implements RevokeResult {}

    /** The item's text does not stand published: there is nothing to take back. */
    record NotPublished() implements RevokeResult {}

    /** Another decision stands than the one that was to be revoked. */
    record OutOfDate(Decided decision) implements RevokeResult {}

    /** Another person or a policy decided: that takes a lead. */
    record TakesALead() implements RevokeResult {}

    record Unknown() implements RevokeResult {}

    default <R> R fold(
            Function<Revoked, R> revoked,
            Function<NotPublished, R> notPublished,
            Function<OutOfDate, R> outOfDate,
            Function<TakesALead, R> takesALead,
            Function<Unknown, R> unknown) {
        if (this instanceof Revoked it) {
            return revoked.apply(it);
        } else if (this instanceof NotPublished it) {
            return notPublished.apply(it);
        } else if (this instanceof OutOfDate it) {
            return outOfDate.apply(it);
        } else if (this instanceof TakesALead it) {
            return takesALead.apply(it);
        }
        return unknown.apply((Unknown) this);
    }
}
