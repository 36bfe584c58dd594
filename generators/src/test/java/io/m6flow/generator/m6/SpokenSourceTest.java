package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.fact.FactCheck;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Speech under a guard that keeps its facts, and a model that wants anything. */
class SpokenSourceTest {
    private static final Vocabulary VOCABULARY = Nano.folder().vocabulary();
    private static final int END = VOCABULARY.control("<eos>");
    private static final int SIZE = Nano.folder().config().vocabulary();
    private static final FactCheck FACTS = FactCheck.read();
    private static final Decoding.Copy NOTHING_MORE = new Decoding.Copy(24, 12);
    private static final Decoding.Copy FACTS_STAY = new Decoding.Copy(24, 12, 0, true, false);
    private static final Decoding.Copy SURE_GO = new Decoding.Copy(24, 12, 0, true, true);
    private static final List<String> SPEECH = List.of(
            "这款是纯棉的",
            "嗯那个",
            "今天一百九十九",
            "一百九十九啊",
            "三百九 不对 是二百九",
            "穿M码",
            "你看啊你看",
            "我我",
            "500毫升一瓶",
            "，",
            "喜欢的去拍",
            "不是化纤的");

    private static SubsequenceGuard guard(String source, Decoding.Copy limits) {
        return new SubsequenceGuard(new SpokenSource(source, VOCABULARY, limits), END);
    }

    private static String write(String source, Decoding.Copy limits, long seed) {
        Random random = new Random(seed);
        SubsequenceGuard guard = guard(source, limits);
        List<Integer> written = new ArrayList<>();
        while (written.size() < 400) {
            float[] logits = logits(random);
            guard.narrow(logits);
            int token = Sampler.choose(logits, Decoding.greedy(400), random);
            if (token < 0 || token == END) {
                break;
            }
            guard.push(token);
            written.add(token);
        }
        return VOCABULARY.decode(written.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The end is what it wants most. */
    private static float[] logits(Random random) {
        float[] logits = new float[SIZE];
        for (int id = 0; id < SIZE; id++) {
            logits[id] = random.nextFloat();
        }
        logits[END] = 1.5f;
        return logits;
    }

    @Test
    void whateverTheModelWantsFactsStay() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            List<String> pieces = new ArrayList<>(SPEECH);
            Collections.shuffle(pieces, random);
            String source = Normal.runningText(String.join("", pieces.subList(0, 2 + random.nextInt(8))));
            for (Decoding.Copy limits : List.of(FACTS_STAY, SURE_GO)) {
                String text = write(source, limits, round);
                FACTS.spoken(source)
                        .forEach(fact -> assertThat(text)
                                .as("of %s", source)
                                .contains(source.substring(
                                        fact.at().start(), fact.at().end())));
            }
        }
    }

    @Test
    void withoutThatRuleTheyAreJumpedOver() {
        assertThat(write("今天一百九十九", NOTHING_MORE, 1)).isEmpty();
        assertThat(write("今天一百九十九", FACTS_STAY, 1)).endsWith("一百九十九");
    }

    @ParameterizedTest
    @CsvSource({
        "嗯这款是纯棉的, 这款是纯棉的",
        "两瓶两瓶三十九, 两瓶三十九",
        "三百九 不对 是二百九, 是二百九",
        "穿M码 哦说错了 穿L码, 穿L码",
    })
    void whatSurelyGoesCannotCome(String source, String cleaned) {
        assertThat(copy(source, SURE_GO).replace(" ", "")).isEqualTo(cleaned);
        assertThat(copy(source, FACTS_STAY)).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({"这是纯棉不是化纤", "二十块一位不是一桌", "高高兴兴", "一百一百一十都有"})
    void whatMayBeMeantIsForTheModelToJudge(String source) {
        assertThat(copy(source, SURE_GO)).isEqualTo(source);
    }

    /** By a model that always wants the source's next unit. */
    private static String copy(String source, Decoding.Copy limits) {
        SubsequenceGuard guard = guard(source, limits);
        StringBuilder text = new StringBuilder();
        source.codePoints().forEach(c -> {
            int token = VOCABULARY.idOf(c);
            float[] logits = new float[SIZE];
            guard.narrow(logits);
            if (logits[token] > Bound.NEVER) {
                guard.push(token);
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }

    @Test
    void aFactThatIsToldAgainMayBeLeftOutOnce() {
        SubsequenceGuard guard = guard("一百九十九啊一百九十九", FACTS_STAY);
        assertThat(mayCome(guard, '啊')).isTrue();
        guard.push(VOCABULARY.idOf('啊'));
        assertThat(mayEnd(guard)).isFalse();
        write(guard, "一百九十九");
        assertThat(mayEnd(guard)).isTrue();

        SubsequenceGuard toldAtOnce = guard("一百九十九啊一百九十九", FACTS_STAY);
        write(toldAtOnce, "一百九十九");
        assertThat(mayEnd(toldAtOnce)).isTrue();
    }

    @Test
    void aFactMayBeBegunWithWhatWasReadFromAnEarlierPlace() {
        SubsequenceGuard guard = guard("纯色的纯棉", FACTS_STAY);
        write(guard, "纯");
        assertThat(mayCome(guard, '棉')).isTrue();
        write(guard, "棉");
        assertThat(mayEnd(guard)).isTrue();
    }

    @Test
    void noMarkBreaksAFact() {
        SubsequenceGuard guard = guard("今天五块九，包邮", FACTS_STAY);
        write(guard, "今天");
        assertThat(mayCome(guard, '，')).isTrue();
        write(guard, "五");
        assertThat(mayCome(guard, '，')).isFalse();
        write(guard, "块九");
        assertThat(mayCome(guard, '，')).isTrue();
    }

    @Test
    void whatIsSaidNowhereElseCostsWhoLeavesItOut() {
        Decoding.Copy limits = new Decoding.Copy(24, 12, 0.5, false, false);
        float[] logits = new float[SIZE];
        guard("啊领口宽松你看", limits).narrow(logits);
        assertThat(logits[VOCABULARY.idOf('啊')]).isZero();
        assertThat(logits[VOCABULARY.idOf('领')]).isZero();
        assertThat(logits[VOCABULARY.idOf('口')]).isEqualTo(-0.5f);
        assertThat(logits[VOCABULARY.idOf('你')]).isEqualTo(-2);

        float[] saidTwice = new float[SIZE];
        guard("领口领口宽松", limits).narrow(saidTwice);
        assertThat(saidTwice[VOCABULARY.idOf('宽')]).isZero();
    }

    private static void write(SubsequenceGuard guard, String text) {
        text.codePoints().forEach(c -> guard.push(VOCABULARY.idOf(c)));
    }

    private static boolean mayCome(SubsequenceGuard guard, int character) {
        return isAllowed(guard, VOCABULARY.idOf(character));
    }

    private static boolean mayEnd(SubsequenceGuard guard) {
        return isAllowed(guard, END);
    }

    private static boolean isAllowed(SubsequenceGuard guard, int token) {
        float[] logits = new float[SIZE];
        guard.narrow(logits);
        return logits[token] > Bound.NEVER;
    }
}
