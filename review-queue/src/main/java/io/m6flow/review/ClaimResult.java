package io.m6flow.review;

import java.time.Instant;
import java.util.function.Function;

/** What came of the wish to hold an item. */
public sealed interface ClaimResult {
    record Granted(Claim claim) implements ClaimResult {}

    record HeldByAnother(String reviewer, Instant until) implements ClaimResult {}

    record AlreadyDecided(Decided decision) implements ClaimResult {}

    /** The lease ran out, and the item waits again. */
    record LeaseLost() implements ClaimResult {}

    /** It was escalated: only a lead can claim it. */
    record ForLead() implements ClaimResult {}

    record Unknown() implements ClaimResult {}

    default <R> R fold(
            Function<Granted, R> granted,
            Function<HeldByAnother, R> heldByAnother,
            Function<AlreadyDecided, R> alreadyDecided,
            Function<LeaseLost, R> leaseLost,
            Function<ForLead, R> forLead,
            Function<Unknown, R> unknown) {
        if (this instanceof Granted it) {
            return granted.apply(it);
        } else if (this instanceof HeldByAnother it) {
            return heldByAnother.apply(it);
        } else if (this instanceof AlreadyDecided it) {
            return alreadyDecided.apply(it);
        } else if (this instanceof LeaseLost it) {
            return leaseLost.apply(it);
        } else if (this instanceof ForLead it) {
            return forLead.apply(it);
        }
        return unknown.apply((Unknown) this);
    }
}
