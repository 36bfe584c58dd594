package io.m6flow.benchmark;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Source;
import io.m6flow.generator.law.BareMatcher;
import io.m6flow.job.guard.Inspector;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Texts a second: all guards, and the pattern matcher that one of them is built on. Both see the same texts by turns. */
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
    private int next;

    private static Draft draft(Material material) {
        return material.fold(
                product -> new Draft(
                        "tenant",
                        ContentKind.REASON,
                        product.title(),
                        Source.product(product.title(), product.category(), product.attributes(), "")),
                text -> new Draft("tenant", ContentKind.SCRIPT, text.text(), Source.speech(text.text())));
    }

    private Draft next() {
        next = (next + 1) % drafts.size();
        return drafts.get(next);
    }

    @Benchmark
    public int allGuards() {
        return guards.findings(next()).size();
    }

    @Benchmark
    public int bareMatcher() {
        return matcher.count(next().text());
    }
}
