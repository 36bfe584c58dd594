package io.m6flow.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The pace of records that become visible in bursts, one with every checkpoint. It is taken between two moments at which
 * the reader had just read all that there was, so that both lie at the same place in a burst. Confined to one thread.
 */
final class BurstyPace {
    private static final int ENOUGH_RESTS = 3;

    private record Point(long nanos, long records) {}

    private final List<Point> polls = new ArrayList<>();
    private final List<Point> rests = new ArrayList<>();
    private long total;
    private boolean moving;

    /** Takes note of a poll that ended now with so many records; none after a wait says that all visible ones are read. */
    void polled(long nanos, int records) {
        if (records > 0) {
            total += records;
            polls.add(new Point(nanos, total));
            moving = true;
        } else if (moving) {
            rests.add(polls.get(polls.size() - 1));
            moving = false;
        }
    }

    long total() {
        return total;
    }

    /** Since the first record; zero before it. */
    Duration running(long nanos) {
        return polls.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(nanos - polls.get(0).nanos());
    }

    /**
     * Records a second, NaN where there is too little to tell.
     *
     * @param warmUp from the first record on, is left out
     * @param ranDry whether the records ended by themselves: their last burst is then shorter than the others
     */
    double perSecond(Duration warmUp, boolean ranDry) {
        List<Point> settled = after(warmUp, rests);
        if (ranDry && !settled.isEmpty()) {
            settled = settled.subList(0, settled.size() - 1);
        }
        // A reader that never had to wait saw no bursts: every poll is as good as another.
        List<Point> points = settled.size() < ENOUGH_RESTS ? after(warmUp, polls) : settled;
        if (points.size() < 2) {
            return Double.NaN;
        }
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        return (last.records() - first.records()) / ((last.nanos() - first.nanos()) / 1e9);
    }

    private List<Point> after(Duration warmUp, List<Point> points) {
        return points.stream()
                .filter(point -> running(point.nanos()).compareTo(warmUp) >= 0)
                .toList();
    }
}
