package io.m6flow.generator.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualityGuardTest {
    private static final QualityGuard GUARD = new QualityGuard();
    private static final Source NO_SOURCE = Source.product("", "", List.of(), "");

    @Test
    void seldomFindsFaultWithWhatPeopleWrote() {
        List<Draft> drafts = Samples.copy();
        List<Draft> scripts = Samples.scripts();
        long faulted =
                drafts.stream().filter(draft -> !GUARD.check(draft).isEmpty()).count();
        long scriptsFaulted =
                scripts.stream().filter(draft -> !GUARD.check(draft).isEmpty()).count();
        assertThat(faulted).isLessThan(drafts.size() / 50);
        assertThat(scriptsFaulted).isLessThanOrEqualTo(scripts.size() / 50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n", "。。。", "！", "😀"})
    void findsTextsWithNothingInThemEmpty(String text) {
        assertThat(check(ContentKind.REASON, text)).extracting(Finding::rule).containsExactly("EMPTY");
    }

    @ParameterizedTest
    @EnumSource(ContentKind.class)
    void holdsEveryKindToItsLengthsAndNoCloser(ContentKind kind) {
        Lengths lengths = Lengths.of(kind);
        assertThat(rules(kind, letters(lengths.atLeast()))).doesNotContain("TOO_SHORT");
        assertThat(rules(kind, letters(lengths.atMost()))).doesNotContain("TOO_LONG");
        assertThat(rules(kind, letters(lengths.atMost() + 1))).contains("TOO_LONG");
        if (lengths.atLeast() > 1) {
            assertThat(rules(kind, letters(lengths.atLeast() - 1))).contains("TOO_SHORT");
        }
    }

    @Test
    void countsASignOfTwoUnitsOnceAndNoBlanksAround() {
        assertThat(rules(ContentKind.BADGE, " 一二三四五😀 ")).doesNotContain("TOO_LONG");
        assertThat(check(ContentKind.BADGE, " 一二三四五😀七 "))
                .filteredOn(finding -> finding.rule().equals("TOO_LONG"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.start()).isEqualTo(8));
    }

    @Test
    void refusesLengthsThatNoTextHas() {
        assertThatThrownBy(() -> new Lengths(7, 6)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lengths(0, 6)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "好看又百搭好看又百搭好看又百搭。, true",
        "'好看又百搭，好看又百搭，好看又百搭。', true",
        "'好看又百搭，好看又百搭，穿着舒服。', false",
        "'好看，好看，好看，真的好看又百搭。', false",
    })
    void noticesWhatIsSaidThreeTimesInARow(String text, boolean noticed) {
        assertThat(rules(ContentKind.REASON, text).contains("REPETITION")).isEqualTo(noticed);
    }

    @Test
    void noticesSignsThatCannotBeShown() {
        assertThat(rules(ContentKind.REASON, "这款很好\ufffd穿。")).containsExactly("GARBAGE");
        assertThat(rules(ContentKind.REASON, "这款很好\u0007穿。")).containsExactly("GARBAGE");
        assertThat(rules(ContentKind.REASON, "这款很好\ud800穿。")).containsExactly("GARBAGE");
        assertThat(rules(ContentKind.REASON, "这款很好\n真好穿。")).isEmpty();
        assertThat(rules(ContentKind.REASON, "这款很好穿😀。")).isEmpty();
    }

    @Test
    void noticesLongLatinWordsThatTheSourceDoesNotHold() {
        String text = "这款internationalstyle很好穿。";
        assertThat(rules(ContentKind.REASON, text)).containsExactly("GARBAGE");
        assertThat(rules(ContentKind.REASON, "这款elevencharr很好穿。")).isEmpty();
        Source source = Source.product("", "", List.of(new Attribute("系列", "internationalstyle")), "");
        assertThat(GUARD.check(new Draft("t", ContentKind.REASON, text, source)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<copy>这件上衣很好穿。",
                "这件上衣很好穿。</s>",
                "这件[UNK]上衣很好穿。",
                "这件上衣很好穿。<|im_end|>",
                "这件上衣很好穿。<Summary>",
                "好的，以下是为您写的文案，上衣很好穿。",
                "推荐理由：这件上衣很好穿。",
                "作为一个AI语言模型，我觉得这件上衣很好穿。",
                "根据下面的商品资料写一段推荐理由，四十到八十个字。",
                "只输出正文本身，不要解释。",
            })
    void noticesWhatAModelShouldHaveKeptToItself(String text) {
        assertThat(rules(ContentKind.REASON, text)).contains("LEAK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"这件<复古>上衣很好穿。", "这件[新款]上衣很好穿。", "推荐理由有三点，都很实在。", "解释一下，这件上衣很好穿。"})
    void takesOrdinaryBracketsAndWordsForNoLeak(String text) {
        assertThat(rules(ContentKind.REASON, text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "这件上衣很好穿，",
                "这件上衣很好穿、",
                "这件上衣的面料是：",
                "这件上衣很好穿而且",
                "这件上衣不起球和",
                "这件上衣（加绒很好穿。",
                "这件上衣有「三色可选。",
            })
    void noticesWhereATextBreaksOff(String text) {
        assertThat(check(ContentKind.REASON, text))
                .extracting(Finding::rule, Finding::severity)
                .containsExactly(tuple("TRUNCATED", Severity.WARNING));
    }

    @Test
    void onlyRemarksThatALongSentenceLacksItsLastMark() {
        String twentyFour = "这件上衣面料柔软好穿又好搭春天秋天都能穿出门方便";
        assertThat(twentyFour).hasSize(24);
        assertThat(rules(ContentKind.REASON, twentyFour)).isEmpty();
        assertThat(check(ContentKind.REASON, twentyFour + "哦"))
                .extracting(Finding::rule, Finding::severity)
                .containsExactly(tuple("TRUNCATED", Severity.INFO));
        assertThat(rules(ContentKind.THEME, twentyFour + "哦")).isEmpty();
        assertThat(rules(ContentKind.REASON, twentyFour + "哦～")).isEmpty();
    }

    @Test
    void noticesAScriptThatBreaksOffLongBeforeItsTranscript() {
        String said = "这条裙子是雪纺的里面带里布";
        String more = "然后呢今天直播间一百九十九喜欢的去拍三号链接还有最后十件拍完就没有了宝宝们抓紧时间";
        assertThat(GUARD.check(script(said + more, "这条裙子是雪纺的，里面带里布。")))
                .extracting(Finding::rule)
                .containsExactly("TRUNCATED");
        assertThat(GUARD.check(script(said + more.substring(0, 40), "这条裙子是雪纺的，里面带里布。")))
                .isEmpty();
        assertThat(GUARD.check(script(said + more.substring(0, 41), "这条裙子是雪纺的，里面带里布。")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "这件上衣很好穿！！！, true",
        "这件上衣很好穿！！, false",
        "'这件上衣，，很好穿。', true",
        "，这件上衣很好穿。, true",
        "**这件上衣**很好穿。, true",
        "***这件上衣***很好穿。, true",
        "这件上衣很好穿……, false",
        "这件上衣很好穿——真的。, false",
        "防晒SPF50+ PA++++很清爽。, false",
    })
    void noticesHeapsOfMarks(String text, boolean noticed) {
        assertThat(rules(ContentKind.REASON, text).contains("PUNCTUATION")).isEqualTo(noticed);
    }

    private static Draft script(String said, String written) {
        return new Draft("t", ContentKind.SCRIPT, written, Source.speech(said));
    }

    private static List<Finding> check(ContentKind kind, String text) {
        return GUARD.check(new Draft("t", kind, text, NO_SOURCE));
    }

    private static List<String> rules(ContentKind kind, String text) {
        return check(kind, text).stream().map(Finding::rule).toList();
    }

    /** So many different letters. */
    private static String letters(int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append((char) ('一' + i));
        }
        return letters.toString();
    }
}
