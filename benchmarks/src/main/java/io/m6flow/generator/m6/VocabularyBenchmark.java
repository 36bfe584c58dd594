package io.m6flow.generator.m6;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Text of 50 characters to tokens and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(time = 1)
@Measurement(time = 1)
public class VocabularyBenchmark {
    private static final String CHINESE = "这款连衣裙采用雪纺面料，轻盈透气，碎花图案清新自然，高腰的设计拉长身材比例，走起路来裙摆飘飘很好看。";
    private static final String IN_BYTES = "🌸".repeat(50);

    private final Vocabulary vocabulary = BenchedModel.open(null).vocabulary();
    private final int[] tokens = vocabulary.encode(CHINESE);

    @Benchmark
    public int[] encode() {
        return vocabulary.encode(CHINESE);
    }

    /** Characters outside the table become four tokens each. */
    @Benchmark
    public int[] encodeInBytes() {
        return vocabulary.encode(IN_BYTES);
    }

    @Benchmark
    public String decode() {
        return vocabulary.decode(tokens);
    }
}
