package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A source and several continuations of it in one row: each continuation sees the source and itself. */
final class Packed {
    private final int[] ids;
    private final int[] positions;
    private final int[] segments;
    private final int[] at;
    private final int[] targets;
    private final int[] lengths;

    private Packed(int[] source, int[] lengths) {
        int total = Arrays.stream(lengths).sum();
        this.lengths = lengths;
        this.ids = Arrays.copyOf(source, source.length + total);
        this.positions = new int[ids.length];
        this.segments = new int[ids.length];
        this.at = new int[total];
        this.targets = new int[total];
    }

    static Packed of(int[] source, List<int[]> continuations) {
        Packed p = new Packed(
                source, continuations.stream().mapToInt(c -> c.length).toArray());
        for (int i = 0; i < source.length; i++) {
            p.positions[i] = i;
        }
        int next = source.length;
        for (int c = 0; c < p.lengths.length; c++) {
            for (int i = 0; i < p.lengths[c]; i++, next++) {
                int target = next - source.length;
                p.ids[next] = continuations.get(c)[i];
                p.positions[next] = source.length + i;
                p.segments[next] = c + 1;
                p.at[target] = i == 0 ? source.length - 1 : next - 1;
                p.targets[target] = continuations.get(c)[i];
            }
        }
        return p;
    }

    int[] ids() {
        return ids;
    }

    int[] positions() {
        return positions;
    }

    /** 0 for the source, 1.. for the continuations. */
    int[] segments() {
        return segments;
    }

    /** The position that predicts each target token. */
    int[] at() {
        return at;
    }

    int[] targets() {
        return targets;
    }

    /** Cuts what was measured for all target tokens into the continuations. */
    List<float[]> split(float[] flat) {
        List<float[]> out = new ArrayList<>();
        int from = 0;
        for (int length : lengths) {
            out.add(Arrays.copyOfRange(flat, from, from + length));
            from += length;
        }
        return out;
    }
}
