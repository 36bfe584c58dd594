package io.m6flow.review.web;

import io.m6flow.review.Decided;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.SendBackRule;
import io.m6flow.schema.Finding;
import java.util.List;
import java.util.function.Function;

/** What came of a decision that reached the desk. */
sealed interface Settled {
    record Done(ReviewItem item) implements Settled {}

    /** Somebody, or a policy, was faster. */
    record TooLate(Decided decision) implements Settled {}

    /** The item has changed since the version that the decision was made upon. */
    record OutOfDate(ReviewItem current) implements Settled {}

    /** The lease ran out, or another holds the item now. */
    record ClaimLost(ReviewItem current) implements Settled {}

    record Unknown() implements Settled {}

    /** Two must agree: the text waits for another person. */
    record Proposed(ReviewItem item) implements Settled {}

    /** Two must agree, and the caller is the one who proposed this text. */
    record OwnProposal() implements Settled {}

    /** Sending back leads nowhere; the reviewer still holds the item. */
    record CannotGoBack(SendBackRule.Obstacle obstacle) implements Settled {}

    /** The reviewer's wording holds what the guards object to; the reviewer still holds the item. */
    record Doubtful(ReviewItem item, List<Finding> doubts) implements Settled {
        public Doubtful {
            doubts = List.copyOf(doubts);
        }
    }

    default <R> R fold(
            Function<Done, R> done,
            Function<TooLate, R> tooLate,
            Function<OutOfDate, R> outOfDate,
            Function<ClaimLost, R> claimLost,
            Function<Unknown, R> unknown,
            Function<Proposed, R> proposed,
            Function<OwnProposal, R> ownProposal,
            Function<CannotGoBack, R> cannotGoBack,
            Function<Doubtful, R> doubtful) {
        if (this instanceof Done it) {
            return done.apply(it);
        } else if (this instanceof TooLate it) {
            return tooLate.apply(it);
        } else if (this instanceof OutOfDate it) {
            return outOfDate.apply(it);
        } else if (this instanceof ClaimLost it) {
            return claimLost.apply(it);
        } else if (this instanceof Proposed it) {
            return proposed.apply(it);
        } else if (this instanceof OwnProposal it) {
            return ownProposal.apply(it);
        } else if (this instanceof CannotGoBack it) {
            return cannotGoBack.apply(it);
        } else if (this instanceof Doubtful it) {
            return doubtful.apply(it);
        }
        return unknown.apply((Unknown) this);
    }
}
