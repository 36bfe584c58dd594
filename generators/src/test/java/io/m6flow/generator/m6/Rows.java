package io.m6flow.generator.m6;

import ai.djl.Device;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A network's cache as rows of one lane: what tests of the maths need of it. */
final class Rows implements AutoCloseable {
    private final Network network;
    private final ModelConfig config;
    private final int lane;

    private Rows(Network network, ModelConfig config, int columns) {
        this.network = network;
        this.config = config;
        this.lane = network.lanes().holding(columns);
    }

    /** A network on the CPU whose rows take this many tokens. */
    static Rows of(ModelConfig config, Weights weights, int columns) {
        Torch.devices("cpu");
        return new Rows(TorchNetwork.load(config, weights, Device.cpu(), 1, false, id -> true), config, columns);
    }

    /** Source i goes to row i. */
    Logits read(List<int[]> sources) {
        int[] rows = IntStream.range(0, sources.size()).toArray();
        return network.prefill(sources, rows, constant(rows.length, lane), rows);
    }

    /** Token i goes to row i, at its position. */
    Logits step(int[] ids, int[] positions) {
        Feed feed = new Feed(network.lanes(), false, 1);
        for (int row = 0; row < ids.length; row++) {
            feed.add(lane, positions[row], ids[row]);
        }
        return network.step(feed);
    }

    float[] row(Logits logits, int row) {
        float[] out = new float[config.vocabulary()];
        logits.copyRow(row, out);
        return out;
    }

    Network network() {
        return network;
    }

    static int best(float[] row) {
        return IntStream.range(0, row.length)
                .reduce((a, b) -> row[b] > row[a] ? b : a)
                .orElseThrow();
    }

    static int[] constant(int n, int value) {
        int[] out = new int[n];
        Arrays.fill(out, value);
        return out;
    }

    @Override
    public void close() {
        network.close();
    }
}
