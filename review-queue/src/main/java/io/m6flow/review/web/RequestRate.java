package io.m6flow.review.web;

/**
 * How often one principal may ask.
 *
 * @param perSecond on the long run
 * @param burst at once, after a rest
 */
public record RequestRate(int perSecond, int burst) {
    /** More than a person can want, less than a program gone wild. */
    public static final RequestRate GENEROUS = new RequestRate(50, 200);

    public RequestRate {
        if (perSecond < 1) {
            throw new IllegalArgumentException("perSecond must be at least 1, was " + perSecond);
        }
        if (burst < perSecond) {
            throw new IllegalArgumentException("burst must be at least perSecond (" + perSecond + "), was " + burst);
        }
    }
}
