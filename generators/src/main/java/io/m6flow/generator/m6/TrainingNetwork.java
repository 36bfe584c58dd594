package io.m6flow.generator.m6;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A model that learns: the pages {@code m6.py} and {@code train.py} run on weights in fp32, whose gradients and moments
 * stay on the native side.
 *
 * <p>Confined to one thread, from {@link TrainableModel#network} to {@link #close}: libtorch keeps its gradient mode and
 * its thread count per thread.
 */
public final class TrainingNetwork implements AutoCloseable {
    private static final String WEIGHT = "weight.";
    private static final String FIRST = "first.";
    private static final String SECOND = "second.";
    private static final String NOTE = "note";
    private static final String STEP = "step";

    private final ModelConfig config;
    // Held for as long as the block is used: a finalizer of Model frees the native module.
    private final Model model;
    private final PtSymbolBlock block;
    private final PtNDManager manager;
    private final List<PtNDArray> params;
    private final List<PtNDArray> sums;
    private final List<PtNDArray> first;
    private final List<PtNDArray> second;
    private final List<List<String>> names;
    private boolean half;
    private long step;

    private TrainingNetwork(ModelConfig config, Model model, PtNDManager manager, Weights weights) {
        this.config = config;
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
        this.manager = manager;
        this.params = distinct(weights.load(manager));
        this.sums = zeros();
        this.first = zeros();
        this.second = zeros();
        this.names = weights.layout();
    }

    static TrainingNetwork load(ModelConfig config, Weights weights, int threads) {
        Torch.version();
        Torch.useHere(threads);
        Model model = Model.newInstance("m6-training", "PyTorch");
        PtNDManager manager = (PtNDManager) Engine.getEngine("PyTorch").newBaseManager();
        try {
            model.load(new ByteArrayInputStream(TorchScript.archive("M6", page("m6.py") + page("train.py"))));
            return new TrainingNetwork(config, model, manager, weights);
        } catch (IOException | MalformedModelException e) {
            manager.close();
            model.close();
            throw new GeneratorException("libtorch does not take the source of training: " + e.getMessage(), e);
        }
    }

    private static String page(String name) throws IOException {
        try (InputStream source = TrainingNetwork.class.getResourceAsStream(name)) {
            if (source == null) {
                throw new GeneratorException("the resource " + name + " is missing from this build");
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A tied head is the embedding: one tensor, learned once. */
    private static List<PtNDArray> distinct(List<NDArray> arranged) {
        List<PtNDArray> distinct = new ArrayList<>();
        for (NDArray tensor : arranged) {
            if (distinct.stream().noneMatch(known -> known == tensor)) {
                distinct.add((PtNDArray) tensor);
            }
        }
        return distinct;
    }

    private List<PtNDArray> zeros() {
        return params.stream().map(p -> (PtNDArray) p.zerosLike()).toList();
    }

    /** Computes in bfloat16 from now on, where machines have it in hardware; the weights themselves stay fp32. */
    public void useHalf(boolean wanted) {
        half = wanted;
    }

    public boolean usesHalf() {
        return half;
    }

    public long parameters() {
        return params.stream().mapToLong(p -> p.getShape().size()).sum();
    }

    /**
     * Adds the gradients of these lessons to those of the step.
     *
     * @param weight what a token's loss counts in the step's, usually one by the number of the step's target tokens
     * @param drop share of the embedding and of each layer's additions that is left out
     * @param seed of what is left out
     * @return the loss in nats, summed over the target tokens
     */
    public double learn(List<Lesson> lessons, double weight, double drop, int seed) {
        try (NDManager scratch = manager.newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            JniUtils.setGradMode(true);
            Engine.getEngine("PyTorch").setRandomSeed(seed);
            NDList inputs = new LessonBatch(lessons).tensors(scratch);
            inputs.add(scratch.create(sizes()));
            inputs.add(scratch.create(new double[] {config.normEpsilon(), config.ropeTheta(), drop, weight}));
            named("params[]", params, inputs);
            named("sums[]", sums, inputs);
            NDList out = IValueUtils.forward(block, inputs, true);
            out.attach(scratch);
            return out.get(0).toFloatArray()[0];
        } finally {
            JniUtils.setGradMode(false);
        }
    }

    /** DJL joins inputs of one name that ends with brackets to a list. */
    private static void named(String name, List<PtNDArray> tensors, NDList inputs) {
        for (PtNDArray tensor : tensors) {
            tensor.setName(name);
            inputs.add(tensor);
        }
    }

    private long[] dims() {
        return new long[] {
            config.layers(),
            config.heads(),
            config.keyValueHeads(),
            config.headSize(),
            config.bidirectionalSource() ? 1 : 0
        };
    }

    private long[] sizes() {
        long[] dims = Arrays.copyOf(dims(), 7);
        dims[5] = half ? 1 : 0;
        dims[6] = config.tiedHead() ? 1 : 0;
        return dims;
    }

    /** The loss of each target token in nats, lesson after lesson; nothing is learned. */
    public float[] losses(List<Lesson> lessons) {
        try (NDManager scratch = manager.newSubManager()) {
            Stream<IValue> batch =
                    new LessonBatch(lessons).tensors(scratch).stream().map(t -> IValue.from((PtNDArray) t));
            Stream<IValue> others = Stream.of(
                    IValue.from(half),
                    IValue.from(config.tiedHead()),
                    list(params),
                    IValue.listFrom(dims()),
                    IValue.listFrom(config.normEpsilon(), config.ropeTheta()));
            return call("measure", Stream.concat(batch, others).toArray(IValue[]::new));
        }
    }

    /**
     * A step of AdamW with the gradients added up since the last one.
     *
     * @param rate the learning rate
     * @param decay of the matrices, but for the embedding
     * @param clip the longest that the gradient may be
     * @return how long it was
     * @throws GeneratorException when it was infinite or no number; the weights are then of no use
     */
    public double update(double rate, double decay, double clip) {
        double norm = call("clipped", list(sums), IValue.from(clip))[0];
        if (!Double.isFinite(norm)) {
            throw new GeneratorException(
                    "training came apart: the gradient is " + norm + "; start again with a lower learning rate");
        }
        step++;
        adamw(true, rate, decay);
        adamw(false, rate, 0);
        discard();
        return norm;
    }

    private void adamw(boolean decaying, double rate, double decay) {
        run(
                "adamw",
                list(params, decaying),
                list(sums, decaying),
                list(first, decaying),
                list(second, decaying),
                IValue.from(step),
                IValue.from(rate),
                IValue.from(decay));
    }

    /** Those of a list whose weights decay, the matrices but for the embedding; or the others. */
    private IValue list(List<PtNDArray> tensors, boolean decaying) {
        List<PtNDArray> chosen = new ArrayList<>();
        for (int n = 0; n < params.size(); n++) {
            boolean decays = n > 0 && params.get(n).getShape().dimension() == 2;
            if (decays == decaying) {
                chosen.add(tensors.get(n));
            }
        }
        return list(chosen);
    }

    /** Forgets the gradients added up since the last step. */
    public void discard() {
        run("discard", list(sums));
    }

    /** The gradient that has been added up so far of one of the tensors, for tests. */
    float[] gradient(int tensor) {
        return sums.get(tensor).toFloatArray();
    }

    List<PtNDArray> params() {
        return params;
    }

    /** Writes weights and moments as they are, with a note of the caller's, in one move. */
    public void save(Path file, String note) {
        Map<String, PtNDArray> all = new LinkedHashMap<>();
        for (int n = 0; n < params.size(); n++) {
            all.put(WEIGHT + n, params.get(n));
            all.put(FIRST + n, first.get(n));
            all.put(SECOND + n, second.get(n));
        }
        SafetensorsWriter writer = SafetensorsWriter.ofFloats(Map.of(NOTE, note, STEP, Long.toString(step)));
        all.forEach((name, tensor) -> writer.add(name, shape(tensor), () -> floats(tensor)));
        writer.write(file);
    }

    /** The caller's note in a file that {@link #save} wrote. */
    public static String noteOf(Path file) {
        return Safetensors.open(List.of(file)).metadata(NOTE);
    }

    /** Takes up what {@link #save} wrote of a network of the same sizes. */
    public void restore(Path file) {
        Safetensors saved = Safetensors.open(List.of(file));
        for (int n = 0; n < params.size(); n++) {
            fill(params.get(n), saved.floats(WEIGHT + n), file);
            fill(first.get(n), saved.floats(FIRST + n), file);
            fill(second.get(n), saved.floats(SECOND + n), file);
        }
        step = Long.parseLong(saved.metadata(STEP));
    }

    private static void fill(PtNDArray tensor, ByteBuffer numbers, Path file) {
        if (numbers.remaining() != tensor.getShape().size() * Float.BYTES) {
            throw new GeneratorException(file + " was saved by a network of other sizes");
        }
        tensor.set(numbers);
    }

    /** Writes the weights as a model's file, in bfloat16 and under the names of Hugging Face. */
    public void export(Path file) {
        Map<String, List<Long>> shapes = Weights.expected(config);
        SafetensorsWriter writer = SafetensorsWriter.ofHalves(Map.of("format", "pt"));
        for (int n = 0; n < params.size(); n++) {
            PtNDArray joined = params.get(n);
            long row = 0;
            for (String name : names.get(n)) {
                List<Long> shape = Objects.requireNonNull(shapes.get(name));
                long begin = row;
                writer.add(name, shape, () -> rows(joined, begin, shape.get(0)));
                row += shape.get(0);
            }
        }
        writer.write(file);
    }

    private static ByteBuffer rows(PtNDArray joined, long first, long count) {
        long width = joined.getShape().size() / joined.getShape().get(0) * Float.BYTES;
        return floats(joined)
                .slice(Math.toIntExact(first * width), Math.toIntExact(count * width))
                .order(ByteOrder.nativeOrder());
    }

    private static List<Long> shape(NDArray tensor) {
        return Arrays.stream(tensor.getShape().getShape()).boxed().toList();
    }

    private static ByteBuffer floats(PtNDArray tensor) {
        if (tensor.getDataType() != DataType.FLOAT32) {
            throw new IllegalStateException("weights are kept in fp32, not " + tensor.getDataType());
        }
        return tensor.toByteBuffer().order(ByteOrder.nativeOrder());
    }

    private static IValue list(List<PtNDArray> tensors) {
        return IValue.listFrom(tensors.toArray(new PtNDArray[0]));
    }

    private float[] call(String method, IValue... arguments) {
        try (IValue result = result(method, arguments);
                NDArray tensor = result.toTensor(manager)) {
            return tensor.toFloatArray();
        }
    }

    private void run(String method, IValue... arguments) {
        result(method, arguments).close();
    }

    private IValue result(String method, IValue... arguments) {
        try {
            return IValueUtils.runMethod(block, method, arguments);
        } finally {
            for (IValue argument : arguments) {
                argument.close();
            }
        }
    }

    @Override
    public void close() {
        manager.close();
        model.close();
    }
}
