package io.m6flow.generator.m6;

import io.m6flow.generator.ContentKind;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Choosing one token from the logits of a whole vocabulary. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(time = 1)
@Measurement(time = 1)
public class SamplerBenchmark {
    private static final Decoding GREEDY = Decoding.greedy(64);

    private final BenchedModel benched = BenchedModel.open(null);
    /** Reasons are drawn from the likeliest tokens. */
    private final Decoding topP =
            Objects.requireNonNull(benched.folder().tasks().get(ContentKind.REASON.task()));

    private final Random random = new Random(7);
    private final float[] logits = logits(benched.folder().config().vocabulary());
    private final float[] spent = new float[logits.length];

    /** A few likely tokens above many unlikely ones, as a model gives them. */
    private static float[] logits(int vocabulary) {
        Random random = new Random(1);
        float[] logits = new float[vocabulary];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (2 * random.nextGaussian() + (i % 400 == 0 ? 8 : 0));
        }
        return logits;
    }

    /** What the copy of the logits costs that the other two need: subtract it. */
    @Benchmark
    public float[] copyOfLogits() {
        return fresh();
    }

    @Benchmark
    public int greedy() {
        return Sampler.choose(fresh(), GREEDY, random);
    }

    @Benchmark
    public int topP() {
        return Sampler.choose(fresh(), topP, random);
    }

    /** The sampler spends what it is given. */
    private float[] fresh() {
        System.arraycopy(logits, 0, spent, 0, spent.length);
        return spent;
    }
}
