package io.m6flow.lab.train;

import io.m6flow.lab.train.LessonFeed.Place;
import java.util.List;

/**
 * How far training has come; with the network's own state all that is needed to go on.
 *
 * @param seconds of work, over all runs
 * @param tokens read, sources included
 * @param best the lowest mean of the validation losses so far, infinite before the first
 * @param bestStep when that was
 */
record Progress(long step, double seconds, long tokens, long targets, List<Place> places, double best, long bestStep) {
    Progress {
        places = List.copyOf(places);
    }

    static Progress start(List<Place> places) {
        return new Progress(0, 0, 0, 0, places, Double.POSITIVE_INFINITY, 0);
    }

    Progress after(double moreSeconds, int moreTokens, int moreTargets, List<Place> now) {
        return new Progress(
                step + 1, seconds + moreSeconds, tokens + moreTokens, targets + moreTargets, now, best, bestStep);
    }

    Progress later(double moreSeconds) {
        return new Progress(step, seconds + moreSeconds, tokens, targets, places, best, bestStep);
    }

    Progress withBest(double loss) {
        return new Progress(step, seconds, tokens, targets, places, loss, step);
    }
}
