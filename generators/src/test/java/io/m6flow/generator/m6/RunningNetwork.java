package io.m6flow.generator.m6;

import java.nio.file.Path;
import java.util.List;

/** A network that reads rows and goes on with them: the one place in these tests that knows how it is called. */
final class RunningNetwork implements AutoCloseable {
    private final Rows rows;
    private int[] lengths = {};

    private RunningNetwork(Rows rows) {
        this.rows = rows;
    }

    /** Loads weights as the engine does: files found, tensors checked. */
    static RunningNetwork load(ModelConfig config, Path folder) {
        Weights weights = Weights.check(Safetensors.open(WeightFiles.of(folder)), config);
        return new RunningNetwork(Rows.of(config, weights, config.maxPositions()));
    }

    /** Reads sources of any lengths side by side; the logits after each. */
    float[][] read(List<int[]> sources) {
        lengths = sources.stream().mapToInt(source -> source.length).toArray();
        return each(rows.read(sources));
    }

    /** Adds one token to each row; the logits after it. */
    float[][] add(int[] tokens) {
        Logits logits = rows.step(tokens, lengths.clone());
        for (int row = 0; row < lengths.length; row++) {
            lengths[row]++;
        }
        return each(logits);
    }

    private float[][] each(Logits logits) {
        float[][] each = new float[lengths.length][];
        for (int row = 0; row < each.length; row++) {
            each[row] = rows.row(logits, row);
        }
        return each;
    }

    @Override
    public void close() {
        rows.close();
    }
}
