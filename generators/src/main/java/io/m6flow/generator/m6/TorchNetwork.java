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
import io.m6flow.generator.GeneratorException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The model in libtorch: the page {@code m6.py} run on the weights, through DJL.
 *
 * <p>Confined to one thread, from {@link #load} to {@link #close}: libtorch keeps its gradient mode and its thread
 * count per thread. Another that calls {@link #read} must have called {@link Torch#useHere}. All tensors stay on the native side; only logits come to Java.
 */
final class TorchNetwork implements Network {
    private final ModelConfig config;
    private final Lanes lanes;
    private final String dtype;
    // Held for as long as the block is used: a finalizer of Model frees the native module.
    private final Model model;
    private final PtSymbolBlock block;
    private final PtNDManager manager;
    private final Set<IValue> constants = new HashSet<>();
    private final IValue weights;
    private final IValue dims;
    private final IValue reals;
    private final IValue cache;
    private final IValue bars;
    private final int[] rows;

    private TorchNetwork(
            ModelConfig config, String dtype, Model model, PtNDManager manager, IValue weights, IntPredicate text) {
        this.config = config;
        this.lanes = Lanes.upTo(config.maxPositions());
        this.dtype = dtype;
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
        this.manager = manager;
        this.weights = constant(weights);
        this.dims = constant(IValue.listFrom(new long[] {
            config.layers(),
            config.heads(),
            config.keyValueHeads(),
            config.headSize(),
            config.bidirectionalSource() ? 1 : 0
        }));
        this.reals = constant(IValue.listFrom(config.normEpsilon(), config.ropeTheta()));
        this.cache = constant(IValue.listFrom(new PtNDArray[0]));
        this.bars = constant(IValue.from(bars(manager, config.vocabulary(), text)));
        this.rows = new int[lanes.count()];
    }

    private static PtNDArray bars(PtNDManager manager, int vocabulary, IntPredicate text) {
        float[] bars = new float[vocabulary];
        for (int id = 0; id < vocabulary; id++) {
            bars[id] = text.test(id) ? 0 : Float.NEGATIVE_INFINITY;
        }
        return (PtNDArray) manager.create(bars);
    }

    private IValue constant(IValue value) {
        constants.add(value);
        return value;
    }

    /**
     * Loads the weights onto the device; call it on the thread that will run the network.
     *
     * @param text which tokens may be chosen by the device: those of text, and the end
     */
    static TorchNetwork load(
            ModelConfig config, Weights weights, Device device, int threads, boolean half, IntPredicate text) {
        Engine engine = Engine.getEngine("PyTorch");
        Torch.useHere(threads);
        Model model = Model.newInstance("m6", device, "PyTorch");
        PtNDManager manager = (PtNDManager) engine.newBaseManager(device);
        try (InputStream source = TorchNetwork.class.getResourceAsStream("m6.py")) {
            if (source == null) {
                throw new GeneratorException("the resource m6.py is missing from this build");
            }
            String page = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            model.load(new ByteArrayInputStream(TorchScript.archive("M6", page)));
            IValue tensors = onDevice(weights.load(manager), half ? (PtSymbolBlock) model.getBlock() : null);
            return new TorchNetwork(config, half ? "bf16" : "fp32", model, manager, tensors, text);
        } catch (IOException | MalformedModelException e) {
            manager.close();
            model.close();
            throw new GeneratorException("libtorch does not take the model's source: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            manager.close();
            model.close();
            throw e;
        }
    }

    /** Halves tensors one by one where a block is given that can: Java itself must not touch bfloat16. */
    private static IValue onDevice(List<NDArray> tensors, @Nullable PtSymbolBlock halving) {
        if (halving == null) {
            return IValue.listFrom(tensors.toArray(new PtNDArray[0]));
        }
        IdentityHashMap<NDArray, IValue> halved = new IdentityHashMap<>();
        for (NDArray tensor : tensors) {
            halved.computeIfAbsent(tensor, whole -> {
                try (IValue argument = IValue.from((PtNDArray) whole)) {
                    return IValueUtils.runMethod(halving, "halved", argument);
                }
            });
        }
        IValue list = IValue.listFrom(tensors.stream()
                .map(tensor -> Objects.requireNonNull(halved.get(tensor)).toTensor((PtNDManager) tensor.getManager()))
                .toArray(PtNDArray[]::new));
        halved.forEach((whole, half) -> {
            half.close();
            whole.close();
        });
        return list;
    }

    @Override
    public Lanes lanes() {
        return lanes;
    }

    @Override
    public String dtype() {
        return dtype;
    }

    @Override
    public Reading read(List<int[]> sources) {
        int[] lengths = sources.stream().mapToInt(source -> source.length).toArray();
        IntStream ids = sources.stream().flatMapToInt(Arrays::stream);
        IntStream positions = Arrays.stream(lengths).flatMap(length -> IntStream.range(0, length));
        IValue read =
                call("prefill", longs(ids.toArray()), longs(positions.toArray()), longs(lengths), weights, dims, reals);
        return new TorchReading(read, lengths, logits(1, IValueUtils.runMethod(block, "first", read)));
    }

    private static final class TorchReading implements Reading {
        /** The logits, then per layer keys and values of all sources one after another. */
        private final IValue tensors;

        private final int[] lengths;
        private final Logits logits;

        TorchReading(IValue tensors, int[] lengths, Logits logits) {
            this.tensors = tensors;
            this.lengths = lengths;
            this.logits = logits;
        }

        long start(int source) {
            return Arrays.stream(lengths, 0, source).sum();
        }

        long length(int source) {
            return lengths[source];
        }

        @Override
        public Logits logits() {
            return logits;
        }

        @Override
        public void close() {
            tensors.close();
        }
    }

    @Override
    public void seat(Reading reading, int source, int lane, int row) {
        TorchReading read = (TorchReading) reading;
        reserve(lane, row + 1);
        IValue[] numbers = {
            IValue.from(read.start(source)),
            IValue.from(read.length(source)),
            IValue.from((long) lane),
            IValue.from((long) row)
        };
        IValueUtils.runMethod(block, "seat", read.tensors, numbers[0], numbers[1], cache, numbers[2], numbers[3], dims)
                .close();
        for (IValue number : numbers) {
            number.close();
        }
    }

    @Override
    public Logits step(Feed feed) {
        reserve(feed);
        return logits(
                1,
                call(
                        "step",
                        longs(feed.ids()),
                        longs(feed.positions()),
                        longs(feed.lanes()),
                        longs(feed.rows()),
                        longs(feed.windows(1)),
                        weights,
                        cache,
                        dims,
                        reals));
    }

    @Override
    public Logits run(Feed feed, int steps) {
        reserve(feed);
        return logits(
                2,
                call(
                        "run",
                        longs(feed.ids()),
                        longs(feed.positions()),
                        IValue.from((long) steps),
                        bars,
                        longs(feed.lanes()),
                        longs(feed.rows()),
                        longs(feed.windows(steps)),
                        weights,
                        cache,
                        dims,
                        reals));
    }

    @Override
    public List<float[]> score(int[] source, List<int[]> continuations) {
        Packed packed = Packed.of(source, continuations);
        float[] flat = floats(call(
                "score",
                longs(packed.ids()),
                longs(packed.positions()),
                longs(packed.segments()),
                longs(packed.at()),
                longs(packed.targets()),
                weights,
                dims,
                reals));
        return packed.split(flat);
    }

    @Override
    public void move(int fromLane, int source, int toLane, int target, int upToColumn) {
        reserve(toLane, target + 1);
        call(
                        "move",
                        cache,
                        IValue.from((long) fromLane),
                        IValue.from((long) source),
                        IValue.from((long) toLane),
                        IValue.from((long) target),
                        IValue.from((long) upToColumn),
                        dims)
                .close();
    }

    @Override
    public void wipe(int lane, int row) {
        call("wipe", cache, IValue.from((long) lane), IValue.from((long) row), dims)
                .close();
    }

    @Override
    public void forget() {
        call("forget", cache).close();
        Arrays.fill(rows, 0);
    }

    private void reserve(Feed feed) {
        long[] used = feed.lanes();
        long[] needed = feed.rows();
        for (int i = 0; i < used.length; i++) {
            reserve((int) used[i], (int) needed[i]);
        }
    }

    /** Lanes grow by doubling, so that a growing batch does not copy its cache at every step. */
    private void reserve(int lane, int needed) {
        if (needed > rows[lane]) {
            int grown = Math.max(needed, 2 * rows[lane]);
            call(
                            "reserve",
                            cache,
                            IValue.from((long) lane),
                            IValue.from((long) grown),
                            IValue.from((long) lanes.columns(lane)),
                            weights,
                            dims)
                    .close();
            rows[lane] = grown;
        }
    }

    /** Runs a method and closes those arguments that were made for this one call. */
    private IValue call(String method, IValue... arguments) {
        try {
            return IValueUtils.runMethod(block, method, arguments);
        } finally {
            for (IValue argument : arguments) {
                if (!constants.contains(argument)) {
                    argument.close();
                }
            }
        }
    }

    private Logits logits(int extras, IValue result) {
        return new Logits(floats(result), config.vocabulary(), extras);
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
        return IValue.listFrom(Arrays.stream(values).asLongStream().toArray());
    }

    @Override
    public void close() {
        constants.forEach(IValue::close);
        manager.close();
        model.close();
    }
}
