package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.Candidate;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Tuning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/**
 * A request's text is the same alone and in any company, whatever joins and leaves beside it: bit for bit in exact mode,
 * and else but for choices that lie within 1e-4 of each other, which are counted.
 */
class SamenessTest {
    private static final double TIE = 1e-4;
    private static final int SLOTS = 6;
    private static final int TOKENS = 36;
    private static final String SPEECH = "嗯大家好那个今天我们给大家带来的是这一款呃就是纯棉的连衣裙啊它的面料呢非常的柔软然后呢就是说夏天穿特别透气宝宝们可以看一下这个细节"
            + "这个领口是小圆领的设计然后袖子是泡泡袖特别显瘦显白喜欢的宝宝可以直接拍下面一号链接今天直播间只要一百五十九";

    private static final Tuning EXACT = Tuning.defaults().withExact(true);
    private static final Tuning FAST = Tuning.defaults().withPrecision(Tuning.Precision.FP32);
    private static final Tuning PLAIN = FAST.withDrafting(false).withStepsPerCall(1);

    /** Somebody who joins: which prompt of the pool, and after how many turns. */
    record Joiner(int prompt, int after) {}

    /** What one text saw when it was written alone. */
    private static final class Step {
        private final float[] logits;
        private final int token;

        Step(float[] logits, int token) {
            this.logits = logits;
            this.token = token;
        }
    }

    private static final List<Prompt> POOL = pool();
    private static final Map<Integer, List<Candidate>> EXACTLY_ALONE = new HashMap<>();
    private static final Map<Integer, List<List<Step>>> ALONE = new HashMap<>();
    private static int flips;
    private static int texts;

    @Provide
    Arbitrary<List<Joiner>> companies() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, POOL.size() - 1),
                        Arbitraries.integers().between(0, 9))
                .as(Joiner::new)
                .list()
                .ofMinSize(2)
                .ofMaxSize(9);
    }

    @Property(tries = 8)
    void exactTextsDoNotDependOnTheirCompany(@ForAll("companies") List<Joiner> company) {
        checkExact(company);
    }

    @Property(tries = 12)
    void fastTextsDifferOnlyWhereTwoChoicesAreAsGood(@ForAll("companies") List<Joiner> company) {
        checkFast(company);
    }

    @Tag("soak")
    @Property(tries = 300)
    void manyExactTextsDoNotDependOnTheirCompany(@ForAll("companies") List<Joiner> company) {
        checkExact(company);
    }

    @Tag("soak")
    @Property(tries = 600)
    void manyFastTextsDifferOnlyWhereTwoChoicesAreAsGood(@ForAll("companies") List<Joiner> company) {
        checkFast(company);
    }

    private static void checkExact(List<Joiner> company) {
        List<Generation.Written> written = write(EXACT, company);
        for (int i = 0; i < company.size(); i++) {
            int prompt = company.get(i).prompt();
            List<Candidate> alone = EXACTLY_ALONE.computeIfAbsent(
                    prompt, p -> write(EXACT, List.of(new Joiner(p, 0))).get(0).candidates());
            assertThat(written.get(i).candidates()).isEqualTo(alone);
        }
    }

    private static void checkFast(List<Joiner> company) {
        List<Generation.Written> written = write(FAST, company);
        for (int i = 0; i < company.size(); i++) {
            Prompt prompt = POOL.get(company.get(i).prompt());
            List<List<Step>> alone = ALONE.computeIfAbsent(company.get(i).prompt(), SamenessTest::recordAlone);
            for (int c = 0; c < alone.size(); c++) {
                texts++;
                compare(prompt, c, written.get(i).candidates().get(c), alone.get(c));
            }
        }
        System.out.println("sameness: " + flips + " flips at near ties in " + texts + " texts");
    }

    /** The first token that differs must have been as good as decided by a tie. */
    private static void compare(Prompt prompt, int candidate, Candidate inCompany, List<Step> alone) {
        int[] ids = Nano.folder().vocabulary().encode(inCompany.text());
        for (int t = 0; t < alone.size(); t++) {
            int token = t < ids.length ? ids[t] : -1;
            if (token != alone.get(t).token) {
                long seed = prompt.seeds().get(candidate);
                assertThat(tied(alone.get(t).logits, decoding(prompt), seed, t))
                        .as("prompt %s differs from token %d on, and not by a tie", prompt.id(), t)
                        .isTrue();
                flips++;
                return;
            }
        }
    }

    private static boolean tied(float[] logits, Decoding decoding, long seed, int step) {
        if (!decoding.sample()) {
            float[] sorted = logits.clone();
            Arrays.sort(sorted);
            return sorted[sorted.length - 1] - sorted[sorted.length - 2] <= TIE;
        }
        RandomGenerator random = new SplittableRandom(seed);
        double draw = IntStream.rangeClosed(0, step)
                .mapToDouble(i -> random.nextDouble())
                .reduce(0, (a, b) -> b);
        return IntStream.of(-1, 1)
                                .mapToObj(side -> List.of(draw + side * TIE, decoding.topP()))
                                .map(at -> choose(logits, decoding, at.get(0), at.get(1)))
                                .distinct()
                                .count()
                        > 1
                || choose(logits, decoding, draw, decoding.topP() - TIE)
                        != choose(logits, decoding, draw, decoding.topP() + TIE);
    }

    private static int choose(float[] logits, Decoding d, double draw, double topP) {
        RandomGenerator fixed = new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return Math.max(0, Math.min(Math.nextDown(1.0), draw));
            }
        };
        Decoding moved =
                new Decoding(true, d.temperature(), Math.min(1, topP), d.topK(), 0, 0, d.maxTokens(), List.of(), null);
        return Sampler.choose(logits.clone(), moved, fixed);
    }

    private static Decoding decoding(Prompt prompt) {
        return ((Plan.Write) plan(prompt)).decoding;
    }

    /** Long enough to differ, short enough to try often. */
    private static Plan plan(Prompt prompt) {
        Plan.Write plan = (Plan.Write) new PromptTemplates(Nano.folder()).plan(prompt);
        int most = Math.min(TOKENS, plan.decoding.maxTokens());
        return new Plan.Write(plan.source, plan.decoding.withTokens(1, most), plan.bounds, plan.notes);
    }

    private static List<List<Step>> recordAlone(int prompt) {
        List<List<Step>> steps = new ArrayList<>();
        Plan.Write plan = (Plan.Write) plan(POOL.get(prompt));
        Plan recorded = new Plan.Write(
                plan.source,
                plan.decoding,
                () -> {
                    List<Step> ofThisText = new ArrayList<>();
                    steps.add(ofThisText);
                    List<Bound> bounds = new ArrayList<>(plan.bounds.get());
                    bounds.add(new Recorder(ofThisText));
                    return bounds;
                },
                plan.notes);
        SteppedEngine engine = new SteppedEngine(PLAIN, SLOTS);
        engine.turnUntilDone(engine.submit(POOL.get(prompt), recorded));
        return steps;
    }

    private static final class Recorder implements Bound {
        private final List<Step> steps;
        private float[] last = new float[0];

        Recorder(List<Step> steps) {
            this.steps = steps;
        }

        @Override
        public void narrow(float[] logits) {
            last = logits.clone();
        }

        @Override
        public void push(int token) {
            steps.add(new Step(last, token));
        }
    }

    private static List<Generation.Written> write(Tuning tuning, List<Joiner> company) {
        SteppedEngine engine = new SteppedEngine(tuning, SLOTS);
        List<CompletableFuture<Generation>> futures = new ArrayList<>();
        for (Joiner joiner : company) {
            for (int turn = 0; turn < joiner.after() && futures.stream().anyMatch(f -> !f.isDone()); turn++) {
                engine.turn();
            }
            Prompt prompt = POOL.get(joiner.prompt());
            futures.add(engine.submit(prompt, plan(prompt)));
        }
        return futures.stream()
                .map(engine::turnUntilDone)
                .map(Generation.Written.class::cast)
                .toList();
    }

    private static List<Prompt> pool() {
        List<Prompt> pool = new ArrayList<>();
        List<Attribute> facts =
                List.of(new Attribute("面料", "雪纺"), new Attribute("图案", "碎花"), new Attribute("腰型", "高腰"));
        Material dress = new Material.Product("碎花雪纺连衣裙", "女装/连衣裙", facts);
        Material lamp = new Material.Product("护眼台灯", "家电/台灯", List.of(new Attribute("功率", "12W")));
        pool.add(new Prompt("dress", ContentKind.REASON, dress, List.of(1L)));
        pool.add(new Prompt("dresses", ContentKind.REASON, dress, List.of(2L, 3L, 4L)));
        pool.add(new Prompt("lamp", ContentKind.REASON, lamp, List.of(5L, 6L)));
        for (int length : new int[] {12, 40, 62, SPEECH.length()}) {
            Material speech = new Material.Text(SPEECH.substring(0, length));
            pool.add(new Prompt("speech" + length, ContentKind.SCRIPT, speech, List.of(7L)));
        }
        for (int times : new int[] {1, 3}) {
            Material story = new Material.Text(SPEECH.repeat(times));
            pool.add(new Prompt("story" + times, ContentKind.SUMMARY, story, List.of(8L)));
        }
        return pool;
    }
}
