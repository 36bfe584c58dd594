package io.m6flow.review;

/**
 * What a sweep did.
 *
 * @param returned items whose lease had ended and that wait again
 * @param expired items that were past their deadline and are decided now
 */
public record SweepReport(long returned, long expired) {
    public static final SweepReport NOTHING = new SweepReport(0, 0);

    public SweepReport plus(SweepReport more) {
        return new SweepReport(returned + more.returned, expired + more.expired);
    }

    public boolean isNothing() {
        return returned == 0 && expired == 0;
    }
}
