package io.m6flow.generator.m6;

import java.util.List;

/** A network that does as the one inside, but for what a test overrides. */
class FaultyNetwork implements Network {
    private final Network inside;

    FaultyNetwork(Network inside) {
        this.inside = inside;
    }

    void beforeReading(List<int[]> sources) {}

    void beforeStep(Feed feed) {}

    /** The row of the next step whose numbers are to be none, or -1. */
    int rowWithoutNumbers() {
        return -1;
    }

    @Override
    public Lanes lanes() {
        return inside.lanes();
    }

    @Override
    public String dtype() {
        return inside.dtype();
    }

    @Override
    public Reading read(List<int[]> sources) {
        beforeReading(sources);
        return inside.read(sources);
    }

    @Override
    public void seat(Reading reading, int source, int lane, int row) {
        inside.seat(reading, source, lane, row);
    }

    @Override
    public Logits step(Feed feed) {
        beforeStep(feed);
        Logits logits = inside.step(feed);
        int row = rowWithoutNumbers();
        return row < 0 ? logits : withoutNumbers(logits, row);
    }

    private static Logits withoutNumbers(Logits logits, int row) {
        int vocabulary = Nano.folder().config().vocabulary();
        float[] flat = new float[logits.rows() * (vocabulary + 1)];
        float[] one = new float[vocabulary];
        for (int r = 0; r < logits.rows(); r++) {
            logits.copyRow(r, one);
            System.arraycopy(one, 0, flat, r * (vocabulary + 1), vocabulary);
            flat[r * (vocabulary + 1) + vocabulary] = r == row ? Float.NaN : 0;
        }
        return new Logits(flat, vocabulary, 1);
    }

    @Override
    public Logits run(Feed feed, int steps) {
        beforeStep(feed);
        return inside.run(feed, steps);
    }

    @Override
    public List<float[]> score(int[] source, List<int[]> continuations) {
        return inside.score(source, continuations);
    }

    @Override
    public void move(int fromLane, int source, int toLane, int target, int upToColumn) {
        inside.move(fromLane, source, toLane, target, upToColumn);
    }

    @Override
    public void wipe(int lane, int row) {
        inside.wipe(lane, row);
    }

    @Override
    public void forget() {
        inside.forget();
    }

    @Override
    public void close() {
        inside.close();
    }
}
