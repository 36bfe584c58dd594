package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What goes into one decode call: for every row of the cache in use its next tokens and where they stand. Rows are
 * added lane by lane, in the order in which they lie in the cache; each brings the same number of tokens.
 *
 * <p>Not thread-safe.
 */
final class Feed {
    private final Lanes lanes;
    private final boolean constantShapes;
    private final int tokens;
    private final List<int[]> ids = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private final List<Integer> used = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
    private final List<Integer> longest = new ArrayList<>();

    /**
     * @param constantShapes read whole lanes, so that a row's numbers do not depend on its neighbours' lengths
     * @param tokens how many tokens each row brings
     */
    Feed(Lanes lanes, boolean constantShapes, int tokens) {
        this.lanes = lanes;
        this.constantShapes = constantShapes;
        this.tokens = tokens;
    }

    /** @param position where the first of these tokens stands, counted from the start of the source */
    void add(int lane, int position, int... rowIds) {
        if (rowIds.length != tokens) {
            throw new IllegalArgumentException("a row brings " + tokens + " tokens, not " + rowIds.length);
        }
        int last = used.size() - 1;
        if (last < 0 || used.get(last) != lane) {
            used.add(lane);
            rows.add(0);
            longest.add(0);
            last++;
        }
        ids.add(rowIds);
        positions.add(position);
        rows.set(last, rows.get(last) + 1);
        longest.set(last, Math.max(longest.get(last), position + tokens));
    }

    int size() {
        return positions.size();
    }

    int tokens() {
        return tokens;
    }

    /** The token that row {@code row} brings at place {@code t}. */
    int id(int row, int t) {
        return ids.get(row)[t];
    }

    /** All tokens, row after row. */
    long[] ids() {
        return ids.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
    }

    long[] positions() {
        return longs(positions);
    }

    /** The lanes in use. */
    long[] lanes() {
        return longs(used);
    }

    /** Rows in each of {@link #lanes}. */
    long[] rows() {
        return longs(rows);
    }

    /**
     * Columns to read in each of {@link #lanes}.
     *
     * @param steps how many steps of one token are to follow one another in the call
     */
    long[] windows(int steps) {
        long[] windows = new long[used.size()];
        for (int i = 0; i < windows.length; i++) {
            int lane = used.get(i);
            windows[i] = constantShapes ? lanes.columns(lane) : lanes.window(lane, longest.get(i) + steps - 1);
        }
        return windows;
    }

    private static long[] longs(List<Integer> values) {
        return values.stream().mapToLong(Integer::longValue).toArray();
    }
}
