package io.m6flow.generator.m6;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
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

/** Narrowing the logits of one step by the bounds of a kind, in the middle of a text. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(time = 1)
@Measurement(time = 1)
public class BoundsBenchmark {
    private static final String SPEECH = "来姐妹们看一下这个一号链接啊就是这个那个神经酰胺面霜啊五十克的一罐平时在店里是一百六十九今天今天直播间一百一十九";
    private static final Material.Product DRESS = new Material.Product(
            "碎花雪纺连衣裙",
            "女装/连衣裙",
            List.of(new Attribute("面料", "雪纺"), new Attribute("图案", "碎花"), new Attribute("腰型", "高腰")));
    private static final Material.Product CREAM = new Material.Product(
            "角鲨烷保湿面霜50g", "护肤/面霜", List.of(new Attribute("主要成分", "角鲨烷"), new Attribute("质地", "乳霜")));
    private static final int BEGUN = 6;

    private final BenchedModel benched = BenchedModel.open(null);
    private final List<Bound> script = begun(ContentKind.SCRIPT, new Material.Text(SPEECH));
    private final List<Bound> garment = begun(ContentKind.REASON, DRESS);
    private final List<Bound> otherGoods = begun(ContentKind.REASON, CREAM);
    private final float[] logits = new float[benched.vocabulary().size()];

    /** The bounds of a text that takes, so far, always the first token that they allow. */
    private List<Bound> begun(ContentKind kind, Material material) {
        Plan.Write plan = benched.write(Prompt.of("micro", kind, material, 1)).orElseThrow();
        List<Bound> bounds = plan.bounds.get();
        for (int i = 0; i < BEGUN; i++) {
            float[] open = new float[benched.vocabulary().size()];
            bounds.forEach(bound -> bound.narrow(open));
            int token = Sampler.best(open);
            bounds.forEach(bound -> bound.push(token));
        }
        return bounds;
    }

    /** The subsequence guard: the source's next words and marks. */
    @Benchmark
    public float[] script() {
        return narrow(script);
    }

    /** Lexical bounds: no fact that the source lacks. */
    @Benchmark
    public float[] garment() {
        return narrow(garment);
    }

    /** Phrases and lexical bounds. */
    @Benchmark
    public float[] otherGoods() {
        return narrow(otherGoods);
    }

    private float[] narrow(List<Bound> bounds) {
        for (Bound bound : bounds) {
            bound.narrow(logits);
        }
        return logits;
    }
}
