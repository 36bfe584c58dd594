package io.m6flow.review;

import java.util.function.Function;

/** What came of a decision. */
public sealed interface DecideResult {
    record Accepted(ReviewItem item) implements DecideResult {}

    /** Somebody, or a policy, was faster. */
    record AlreadyDecided(Decided decision) implements DecideResult {}

    /** The claim no longer holds: the lease ran out, or another has claimed the item since. */
    record StaleClaim() implements DecideResult {}

    record Unknown() implements DecideResult {}

    /** Where two must agree: the text waits for another person. */
    record Proposed(ReviewItem item) implements DecideResult {}

    /** Where two must agree: the reviewer has proposed this text, so another must approve it. */
    record OwnProposal() implements DecideResult {}

    /** Only what is without risk is approved together with others. */
    record TooRisky() implements DecideResult {}

    /** Sending back leads nowhere; the item is as it was. */
    record CannotGoBack(SendBackRule.Obstacle obstacle) implements DecideResult {}

    default <R> R fold(
            Function<Accepted, R> accepted,
            Function<AlreadyDecided, R> alreadyDecided,
            Function<StaleClaim, R> staleClaim,
            Function<Unknown, R> unknown,
            Function<Proposed, R> proposed,
            Function<OwnProposal, R> ownProposal,
            Function<TooRisky, R> tooRisky,
            Function<CannotGoBack, R> cannotGoBack) {
        if (this instanceof Accepted it) {
            return accepted.apply(it);
        } else if (this instanceof AlreadyDecided it) {
            return alreadyDecided.apply(it);
        } else if (this instanceof StaleClaim it) {
            return staleClaim.apply(it);
        } else if (this instanceof Proposed it) {
            return proposed.apply(it);
        } else if (this instanceof OwnProposal it) {
            return ownProposal.apply(it);
        } else if (this instanceof TooRisky it) {
            return tooRisky.apply(it);
        } else if (this instanceof CannotGoBack it) {
            return cannotGoBack.apply(it);
        }
        return unknown.apply((Unknown) this);
    }
}
