package io.m6flow.review;

/**
 * What a sweep did.
 *
 * @param returned items whose lease had ended and that wait again
 * @param expired items that were past their deadline and are decided now
 * @param purged items that were decided long ago and are gone now
 */
public record SweepReport(long returned, long expired, long purged) {
    public static final SweepReport NOTHING = new SweepReport(0, 0, 0);

    public SweepReport plus(SweepReport more) {
        return new SweepReport(returned + more.returned, expired + more.expired, purged + more.purged);
    }

    public boolean isNothing() {
        return returned == 0 && expired == 0 && purged == 0;
    }
}
