package io.m6flow.benchmark;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Source;
import io.m6flow.generator.law.BareMatcher;
import io.m6flow.job.guard.Inspector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All guards, and the pattern matcher that one of them is built on: by turns on the same texts, since how fast a machine is
 * changes from second to second where others share it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(time = 1)
@Measurement(time = 1)
public class GuardBenchmark {
    /** All that a draft passes. */
    private final Inspector guards = Inspector.shipped();

    private final BareMatcher matcher = new BareMatcher();
    private final List<Draft> drafts =
            Workload.all().stream().map(prompt -> draft(prompt.material())).toList();

    /** Nanoseconds that each took; JMH reads and clears them. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Took {
        public long guards;
        public long matcher;
    }

    private static Draft draft(Material material) {
        return material.fold(
                product -> new Draft(
                        "tenant",
                        ContentKind.REASON,
                        product.title(),
                        Source.product(product.title(), product.category(), product.attributes(), "")),
                text -> new Draft("tenant", ContentKind.SCRIPT, text.text(), Source.speech(text.text())));
    }

    /** How many texts each sees in one turn. */
    static int texts() {
        return Workload.all().size();
    }

    @Benchmark
    public int byTurns(Took took) {
        long start = System.nanoTime();
        int found = 0;
        for (Draft draft : drafts) {
            found += findings(draft);
        }
        long between = System.nanoTime();
        for (Draft draft : drafts) {
            found += matches(draft);
        }
        took.guards += between - start;
        took.matcher += System.nanoTime() - between;
        return found;
    }

    /** Compiled for itself, as where a job calls it. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private int findings(Draft draft) {
        return guards.findings(draft).size();
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private int matches(Draft draft) {
        return matcher.count(draft.text());
    }
}
