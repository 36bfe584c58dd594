package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The network on checkpoints of many shapes against {@link PlainQwen2}: whole sources, then step by step. */
class Qwen2MathsTest {
    private static final int VOCABULARY = 40;
    private static final int STEPS = 6;
    private static final double CLOSE = 1e-4;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
                    heads, shared, headSize, hidden, tied,  dtype, shards, prefix,        theta
                    4,     4,      8,        32,     true,  F32,   1,      causal,        10000
                    4,     2,      16,       64,     false, BF16,  1,      causal,        1000000
                    8,     2,      32,       96,     false, F16,   3,      causal,        1000000
                    6,     2,      64,       48,     true,  BF16,  3,      causal,        1000000
                    4,     1,      8,        40,     true,  F16,   1,      causal,        10000
                    4,     2,      16,       24,     false, F32,   3,      bidirectional, 10000
                    2,     2,      64,       32,     true,  BF16,  1,      bidirectional, 1000000
                    6,     2,      32,       64,     false, F32,   1,      bidirectional, 1000000
                    """)
    void readsAndWritesAsTheFormulasSay(
            int heads,
            int shared,
            int headSize,
            int hidden,
            boolean tied,
            String dtype,
            int shards,
            String prefix,
            double theta) {
        TinyModel model = new TinyModel(
                        new TinyModel.Sizes(hidden, 3, heads, shared, headSize, 2 * hidden + 8, VOCABULARY), tied)
                .with("prefix_attention", prefix)
                .with("rope_theta", theta);
        if (shards > 1) {
            model.writeShards(folder, dtype, shards);
        } else {
            model.write(folder.resolve("model.safetensors"), dtype);
        }
        Map<String, float[]> read = new HashMap<>();
        PlainQwen2 plain =
                new PlainQwen2(model.config(), name -> read.computeIfAbsent(name, n -> model.numbers(n, dtype)));
        try (RunningNetwork network = RunningNetwork.load(model.config(), folder)) {
            compare(network, plain, rows(3, 1, 9, 70));
        }
    }

    /** What stands later changes nothing before it, so that one reading of a whole row judges all of its steps. */
    private static void compare(RunningNetwork network, PlainQwen2 plain, List<int[]> sources) {
        Random random = new Random(5);
        int[][] added = new int[STEPS][sources.size()];
        double[][][] expected = new double[sources.size()][][];
        for (int row = 0; row < expected.length; row++) {
            int[] source = sources.get(row);
            int[] whole = Arrays.copyOf(source, source.length + STEPS);
            for (int step = 0; step < STEPS; step++) {
                added[step][row] = random.nextInt(VOCABULARY);
                whole[source.length + step] = added[step][row];
            }
            expected[row] = plain.read(whole, source.length);
        }
        float[][] logits = network.read(sources);
        for (int step = 0; step < STEPS; step++) {
            for (int row = 0; row < expected.length; row++) {
                int last = sources.get(row).length - 1 + step;
                assertClose(logits[row], expected[row][last], "row " + row + " after step " + step);
            }
            logits = network.add(added[step]);
        }
    }

    private static void assertClose(float[] logits, double[] expected, String where) {
        double furthest = 0;
        double widest = 0;
        for (int id = 0; id < expected.length; id++) {
            furthest = Math.max(furthest, Math.abs(logits[id] - expected[id]));
            widest = Math.max(widest, Math.abs(expected[id]));
        }
        assertThat(logits).as(where).hasSize(expected.length);
        assertThat(furthest).as(where).isLessThan(CLOSE);
        assertThat(widest).as("logits that say something, " + where).isGreaterThan(0.1);
    }

    private static List<int[]> rows(int... lengths) {
        Random random = new Random(3);
        return Arrays.stream(lengths)
                .mapToObj(length -> random.ints(length, 0, VOCABULARY).toArray())
                .toList();
    }
}
