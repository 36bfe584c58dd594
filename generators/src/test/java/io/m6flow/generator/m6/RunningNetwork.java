package io.m6flow.generator.m6;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A network that reads rows and goes on with them: the one place in these tests that knows how it is called. */
final class RunningNetwork implements AutoCloseable {
    private final Network network;
    private int[] lengths = {};

    private RunningNetwork(Network network) {
        this.network = network;
    }

    /** Loads weights as the engine does: files found, tensors checked. */
    static RunningNetwork load(ModelConfig config, Path folder) {
        Weights weights = Weights.check(Safetensors.open(WeightFiles.of(folder)), config);
        return new RunningNetwork(Network.load(config, weights, Torch.device("cpu"), 1));
    }

    /** Reads sources of any lengths side by side; the logits after each. */
    float[][] read(List<int[]> sources) {
        int[] rows = IntStream.range(0, sources.size()).toArray();
        lengths = sources.stream().mapToInt(source -> source.length).toArray();
        return rows(network.prefill(sources, rows, rows));
    }

    /** Adds one token to each row; the logits after it. */
    float[][] add(int[] tokens) {
        Logits logits = network.step(tokens, lengths.clone());
        for (int row = 0; row < lengths.length; row++) {
            lengths[row]++;
        }
        return rows(logits);
    }

    private float[][] rows(Logits logits) {
        float[][] rows = new float[lengths.length][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = logits.row(row);
        }
        return rows;
    }

    @Override
    public void close() {
        network.close();
    }
}
