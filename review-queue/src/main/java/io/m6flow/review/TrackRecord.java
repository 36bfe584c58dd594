package io.m6flow.review;

/**
 * What persons thought of a model's drafts.
 *
 * @param seen how many of the last drafts persons looked at
 * @param wrong how many of those they did not approve as they were
 */
public record TrackRecord(int seen, int wrong) {
    public static final TrackRecord NONE = new TrackRecord(0, 0);

    public TrackRecord {
        if (wrong < 0 || seen < wrong) {
            throw new IllegalArgumentException("wrong must be 0 to seen, was " + wrong + " of " + seen);
        }
    }
}
