package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Bounds under a model that wants anything: random logits, so that whatever a bound lets through will come. */
class BoundsTest {
    private static final Vocabulary VOCABULARY = Nano.folder().vocabulary();
    private static final int SIZE = Nano.folder().config().vocabulary();
    private static final int END = VOCABULARY.control("<eos>");
    private static final Decoding.Copy LIMITS = new Decoding.Copy(24, 12);

    @Provide
    Arbitrary<String> speech() {
        return Arbitraries.of(
                        "这", "款", "裙", "子", "，", "。", "😀", "𠮷", "龘", "一", "百", "五", "十", "3", "9", ".", "X", "嗯", "?",
                        "<eos>")
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .map(parts -> Normal.runningText(String.join("", parts)))
                .filter(text -> !text.isEmpty());
    }

    @Property(tries = 150)
    void aGuardedTextCopiesItsSourceInOrder(@ForAll("speech") String source, @ForAll long seed) {
        String text = write(seed, source.length() * 3 + 20, List.of(new MinLength(1, END), guard(source, LIMITS)));
        assertThat(isSubsequence(words(text), words(source))).as(text).isTrue();
        assertThat(text).doesNotContain("\ufffd");
        if (!words(source).isEmpty()) {
            assertThat(words(text)).isNotEmpty();
        }
    }

    @Property(tries = 60)
    void anyTextIsWellFormedAndHoldsNoControl(@ForAll long seed) {
        String text = write(seed, 40, List.of());
        assertThat(text).doesNotContain("\ufffd").doesNotContain("<eos>");
        assertThat(text.codePoints()).noneMatch(Character::isISOControl);
    }

    @Example
    void aForbiddenRunNeverComes() {
        int a = VOCABULARY.idOf('最');
        int b = VOCABULARY.idOf('好');
        Forbidden bound = new Forbidden(List.of(List.of(a, b), List.of(VOCABULARY.idOf('第'))));
        float[] logits = new float[SIZE];
        bound.narrow(logits);
        assertThat(logits[b]).isZero();
        assertThat(logits[VOCABULARY.idOf('第')]).isEqualTo(Bound.NEVER);
        bound.push(a);
        bound.narrow(logits);
        assertThat(logits[b]).isEqualTo(Bound.NEVER);
    }

    @Example
    void aNumberStaysWholeOrGoesWhole() {
        for (int seed = 0; seed < 300; seed++) {
            String text = write(seed, 40, List.of(guard("今天一百五十九，L码9.8克", LIMITS)));
            assertThat(text.replaceAll("[^一百五十九]", "")).isIn("", "一百五十九");
            assertThat(text.replaceAll("[^0-9.]", "")).isIn("", "9.8");
        }
    }

    @Example
    void theEndComesOnlyWhereFewWordsAreLeft() {
        String source = "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少";
        for (int seed = 0; seed < 50; seed++) {
            String text = write(seed, 200, List.of(guard(source, LIMITS)));
            String last = words(text).substring(words(text).length() - 1);
            assertThat(source.length() - 1 - source.lastIndexOf(last)).isLessThanOrEqualTo(12);
        }
    }

    @Example
    void noRunOfTokensComesTwice() {
        NoRepeat bound = new NoRepeat(3);
        for (int token : new int[] {100, 101, 102, 103, 100, 101}) {
            bound.push(token);
        }
        float[] logits = new float[SIZE];
        bound.narrow(logits);
        assertThat(logits[102]).isEqualTo(Bound.NEVER);
        assertThat(logits[103]).isZero();
    }

    @Example
    void aFactGainsUntilItIsTold() {
        int[] lace = VOCABULARY.encode("蕾丝");
        Mentions bound = new Mentions(List.of(lace), 1.5);
        assertThat(gain(bound, lace[0])).isEqualTo(1.5f);
        assertThat(gain(bound, lace[1])).isZero();
        bound.push(lace[0]);
        assertThat(gain(bound, lace[0])).isZero();
        assertThat(gain(bound, lace[1])).isEqualTo(3);
        bound.push(lace[1]);
        assertThat(gain(bound, lace[0])).isZero();
        assertThat(gain(bound, lace[1])).isZero();
    }

    @Example
    void aFactThatBrokeOffBeginsAnew() {
        int[] lace = VOCABULARY.encode("蕾丝");
        Mentions bound = new Mentions(List.of(lace), 1);
        bound.push(lace[0]);
        bound.push(lace[0]);
        assertThat(gain(bound, lace[1])).isEqualTo(2);
        bound.push(VOCABULARY.idOf('，'));
        assertThat(gain(bound, lace[0])).isEqualTo(1);
        assertThat(gain(bound, lace[1])).isZero();
    }

    @Example
    void factsThatBeginAlikeGainOnceAndWhatIsForbiddenStaysSo() {
        int[] high = VOCABULARY.encode("高腰");
        Mentions bound = new Mentions(List.of(high, VOCABULARY.encode("高领")), 1);
        assertThat(gain(bound, high[0])).isEqualTo(1);
        float[] logits = new float[SIZE];
        logits[high[0]] = Bound.NEVER;
        bound.narrow(logits);
        assertThat(logits[high[0]]).isEqualTo(Bound.NEVER);
    }

    private static float gain(Bound bound, int token) {
        float[] logits = new float[SIZE];
        bound.narrow(logits);
        return logits[token];
    }

    private static Bound guard(String source, Decoding.Copy limits) {
        return new SubsequenceGuard(new SpokenSource(source, VOCABULARY, limits), END);
    }

    /** Writes with random logits, the end a little likelier than any other token. */
    private static String write(long seed, int most, List<Bound> more) {
        Random random = new Random(seed);
        TextOnly textOnly = new TextOnly(VOCABULARY);
        List<Bound> bounds = new ArrayList<>(List.of(textOnly));
        bounds.addAll(more);
        int[] written = new int[most + 4];
        int n = 0;
        while (n < most || textOnly.midCharacter()) {
            float[] logits = new float[SIZE];
            for (int id = 0; id < SIZE; id++) {
                logits[id] = random.nextFloat() + (id < 320 ? 0.5f : 0);
            }
            bounds.forEach(bound -> bound.narrow(logits));
            int token = Sampler.choose(logits, Decoding.greedy(most), random);
            if (token < 0 || token == END) {
                break;
            }
            bounds.forEach(bound -> bound.push(token));
            written[n++] = token;
        }
        return VOCABULARY.decode(Arrays.copyOf(written, n));
    }

    private static String words(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().filter(c -> !SpokenSource.isPunctuation(c)).forEach(out::appendCodePoint);
        return out.toString();
    }

    private static boolean isSubsequence(String part, String whole) {
        int[] rest = whole.codePoints().toArray();
        int at = 0;
        for (int c : part.codePoints().toArray()) {
            while (at < rest.length && rest[at] != c) {
                at++;
            }
            if (at++ == rest.length) {
                return false;
            }
        }
        return true;
    }
}
