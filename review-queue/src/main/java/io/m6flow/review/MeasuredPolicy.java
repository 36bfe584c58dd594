package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import java.util.function.Supplier;
import org.apache.commons.math3.distribution.BetaDistribution;

/**
 * Lets drafts without risk pass once persons have seen enough of the model's work: as long as, with 95 % confidence, at
 * most so many of a hundred are wrong. What counts is what persons did with the last drafts of the same kind, tenant and
 * version of the model; wrong is each that was not approved as it was. {@value #AUDITED} percent still go to a person, so
 * that the record goes on; when it worsens, everything waits for persons again until it is good.
 *
 * <p>The bound is Clopper and Pearson's upper one, for each look by itself: with no error it takes {@code 3 / bound}
 * drafts, 149 for two percent.
 *
 * @param percent of drafts that may be wrong, 1 to 50
 */
public record MeasuredPolicy(int percent) implements ReviewPolicy {
    static final String PREFIX = "measured:";

    /** Percent of the drafts that would pass and go to a person all the same. */
    static final int AUDITED = 5;

    private static final double CONFIDENCE = 0.95;
    private static final int MOST = 50;

    public MeasuredPolicy {
        if (percent < 1 || percent > MOST) {
            throw new IllegalArgumentException("a measured policy allows 1 to " + MOST + " percent of errors, was "
                    + percent + "; try measured:2%");
        }
    }

    @Override
    public Ruling rule(ContentDraft draft, Supplier<TrackRecord> record) {
        boolean passes = !Risk.of(draft)
                && !ReviewPolicy.wasSentBack(draft)
                && ReviewPolicy.lot(draft) >= AUDITED
                && errorBound(record.get()) * 100 <= percent;
        return passes ? new Ruling.ApproveNow(name()) : new Ruling.AwaitPerson();
    }

    /** The share of errors that the record leaves possible, 0 to 1. */
    public static double errorBound(TrackRecord record) {
        if (record.seen() == record.wrong()) {
            return 1;
        }
        return new BetaDistribution(record.wrong() + 1.0, record.seen() - record.wrong())
                .inverseCumulativeProbability(CONFIDENCE);
    }

    @Override
    public boolean waitsForPeople() {
        return true;
    }

    @Override
    public String name() {
        return PREFIX + percent + "%";
    }
}
