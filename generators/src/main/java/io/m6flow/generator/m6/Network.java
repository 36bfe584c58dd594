package io.m6flow.generator.m6;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.m6flow.generator.GeneratorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The model on its device, with a key-value cache of rows and columns that grows as needed.
 *
 * <p>Confined to the engine thread, from {@link #load} to {@link #close}: libtorch keeps its gradient mode and its
 * thread count per thread. All tensors stay on the native side; only logits come to Java.
 */
final class Network implements AutoCloseable {
    private static final int COLUMN_BUCKET = 64;

    private final ModelConfig config;
    // Held for as long as the block is used: a finalizer of Model frees the native module.
    private final Model model;
    private final PtSymbolBlock block;
    private final PtNDManager manager;
    private final List<IValue> constants = new ArrayList<>();
    private final IValue weights;
    private final IValue dims;
    private final IValue reals;
    private IValue cache;
    private int rows;
    private int columns;

    private Network(ModelConfig config, Model model, PtNDManager manager, List<NDArray> tensors) {
        this.config = config;
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
        this.manager = manager;
        this.weights = constant(IValue.listFrom(tensors.toArray(new PtNDArray[0])));
        this.dims = constant(IValue.listFrom(new long[] {
            config.layers(),
            config.heads(),
            config.keyValueHeads(),
            config.headSize(),
            config.bidirectionalSource() ? 1 : 0
        }));
        this.reals = constant(IValue.listFrom(config.normEpsilon(), config.ropeTheta()));
        this.cache = IValue.listFrom(new PtNDArray[0]);
    }

    private IValue constant(IValue value) {
        constants.add(value);
        return value;
    }

    /** Loads the weights onto the device; call it on the thread that will run the network. */
    static Network load(ModelConfig config, Weights weights, Device device, int threads) {
        Engine engine = Engine.getEngine("PyTorch");
        JniUtils.setGradMode(false);
        JniUtils.setNumThreads(threads);
        // Shapes change at every step: specialising on them costs more than it gains.
        JniUtils.setGraphExecutorOptimize(false);
        Model model = Model.newInstance("m6", device, "PyTorch");
        try (InputStream source = Network.class.getResourceAsStream("m6.py")) {
            if (source == null) {
                throw new GeneratorException("the resource m6.py is missing from this build");
            }
            String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            model.load(new ByteArrayInputStream(TorchScript.archive("M6", text)));
        } catch (IOException | MalformedModelException e) {
            model.close();
            throw new GeneratorException("libtorch does not take the model's source: " + e.getMessage(), e);
        }
        PtNDManager manager = (PtNDManager) engine.newBaseManager(device);
        return new Network(config, model, manager, weights.load(manager));
    }

    /**
     * Reads sources, and stores source {@code origin[j]} in cache row {@code dest[j]}.
     *
     * @param sources token ids, from the first to the separator
     * @return per source, V logits and their log-sum-exp
     */
    Logits prefill(List<int[]> sources, int[] origin, int[] dest) {
        int longest = sources.stream().mapToInt(s -> s.length).max().orElseThrow();
        int width = roundUp(longest, 16, config.maxPositions());
        reserve(max(dest) + 1, width);
        long[] ids = new long[sources.size() * width];
        long[] segments = new long[ids.length];
        long[] last = new long[sources.size()];
        for (int b = 0; b < last.length; b++) {
            int[] source = sources.get(b);
            last[b] = source.length - 1L;
            for (int t = 0; t < width; t++) {
                boolean real = t < source.length;
                ids[b * width + t] = real ? source[t] : 0;
                segments[b * width + t] = real ? 0 : -1;
            }
        }
        return logits(call(
                "prefill",
                longs(ids),
                longs(segments),
                longs(last),
                longs(origin),
                longs(dest),
                weights,
                cache,
                dims,
                reals));
    }

    /**
     * Feeds one token to each of the first rows.
     *
     * @param positions where each token stands in its own row, source included
     * @return per row, V logits and their log-sum-exp
     */
    Logits step(int[] ids, int[] positions) {
        int window = roundUp(max(positions) + 1, COLUMN_BUCKET, config.maxPositions());
        reserve(ids.length, window);
        return logits(
                call("step", longs(ids), longs(positions), IValue.from((long) window), weights, cache, dims, reals));
    }

    /** The log-probability of every token of each continuation, all read in one pass over one source. */
    List<float[]> score(int[] source, List<int[]> continuations) {
        Packed packed = Packed.of(source, continuations);
        float[] flat = floats(call(
                "score",
                longs(packed.ids()),
                longs(packed.positions()),
                longs(packed.segments()),
                longs(packed.at()),
                longs(packed.targets()),
                weights,
                cache,
                dims,
                reals));
        return packed.split(flat);
    }

    /** Row {@code source} becomes row {@code target} too, up to this column. */
    void move(int source, int target, int upToColumn) {
        call("move", cache, IValue.from((long) source), IValue.from((long) target), IValue.from((long) upToColumn))
                .close();
    }

    /** Gives the cache's memory back; for when no row is in use. */
    void forget() {
        cache.close();
        cache = IValue.listFrom(new PtNDArray[0]);
        rows = 0;
        columns = 0;
    }

    private void reserve(int neededRows, int neededColumns) {
        if (neededRows <= rows && neededColumns <= columns) {
            return;
        }
        int newRows = Math.max(rows, neededRows);
        int newColumns = Math.max(columns, roundUp(neededColumns, 2 * COLUMN_BUCKET, config.maxPositions()));
        IValue grown = call("grow", cache, IValue.from((long) newRows), IValue.from((long) newColumns), weights, dims);
        cache.close();
        cache = grown;
        rows = newRows;
        columns = newColumns;
    }

    /** Runs a method and closes those arguments that were made for this one call. */
    private IValue call(String method, IValue... arguments) {
        try {
            return IValueUtils.runMethod(block, method, arguments);
        } finally {
            for (IValue argument : arguments) {
                if (argument != cache && !constants.contains(argument)) {
                    argument.close();
                }
            }
        }
    }

    private Logits logits(IValue result) {
        return new Logits(floats(result), config.vocabulary());
    }

    private float[] floats(IValue result) {
        try (result;
                NDArray tensor = result.toTensor(manager)) {
            return tensor.toFloatArray();
        }
    }

    private static IValue longs(long[] values) {
        return IValue.listFrom(values);
    }

    private static IValue longs(int[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return IValue.listFrom(wide);
    }

    private static int max(int[] values) {
        int most = 0;
        for (int value : values) {
            most = Math.max(most, value);
        }
        return most;
    }

    private static int roundUp(int n, int bucket, int most) {
        return Math.max(n, Math.min(most, (n + bucket - 1) / bucket * bucket));
    }

    @Override
    public void close() {
        cache.close();
        constants.forEach(IValue::close);
        manager.close();
        model.close();
    }
}
