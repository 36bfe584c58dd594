package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a text may stand for all of it. */
class ExcerptsTest {
    private static List<String> of(String text) {
        return Excerpts.of(text).stream().map(Plan.Choice::text).toList();
    }

    @Test
    void areClausesThatFollowOneAnotherWordForWord() {
        assertThat(of("青禾超市周三公告，年底前关闭七家门店。顾客的储值卡仍可使用"))
                .containsExactlyInAnyOrder(
                        "青禾超市周三公告",
                        "年底前关闭七家门店",
                        "顾客的储值卡仍可使用",
                        "青禾超市周三公告，年底前关闭七家门店",
                        "年底前关闭七家门店。顾客的储值卡仍可使用",
                        "青禾超市周三公告，年底前关闭七家门店。顾客的储值卡仍可使用");
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "6, 1", "60, 1", "61, 0"})
    void areOfAFitLength(int characters, int found) {
        assertThat(of("文".repeat(characters) + "。")).hasSize(found);
    }

    @Test
    void haveFourClausesAtMost() {
        List<String> all = of("第一句话在这里，第二句话在这里，第三句话在这里，第四句话在这里，第五句话在这里");
        assertThat(all).contains("第一句话在这里，第二句话在这里，第三句话在这里，第四句话在这里");
        assertThat(all).noneMatch(each -> each.contains("第一") && each.contains("第五"));
    }

    @Test
    void endAQuotationThatTheyBegin() {
        assertThat(of("店长说：“下月要开新店，地址还没定”，大家很高兴"))
                .contains("“下月要开新店，地址还没定”", "“下月要开新店，地址还没定”，大家很高兴")
                .noneMatch(each -> each.contains("“") != each.contains("”"));
    }

    @Test
    void leanTowardsWhatTheRestSpeaksOfToo() {
        List<Plan.Choice> choices = Excerpts.of("大家晚上好啊。今天人不少呢。天气预报说有阵雨。不锈钢保温杯上新。不锈钢保温杯降价");
        assertThat(choices).isSortedAccordingTo((a, b) -> Double.compare(b.lean(), a.lean()));
        double weather = lean(choices, "天气预报说有阵雨");
        assertThat(lean(choices, "不锈钢保温杯上新")).isGreaterThan(weather + 0.5);
    }

    @Test
    void leanTowardsWhatIsSaidFirstByTwoSentencesAtMost() {
        List<Plan.Choice> choices = Excerpts.of("甲乙丙丁戊己庚。子丑寅卯辰巳午。天地玄黄宇宙洪。金木水火土日月");
        double first = lean(choices, "甲乙丙丁戊己庚");
        double second = lean(choices, "子丑寅卯辰巳午");
        double third = lean(choices, "天地玄黄宇宙洪");
        assertThat(first).isGreaterThan(second + 0.1);
        assertThat(second - third).isCloseTo(first - second, within(1e-9));
        assertThat(lean(choices, "金木水火土日月")).isEqualTo(third);
    }

    private static double lean(List<Plan.Choice> choices, String text) {
        return choices.stream()
                .filter(choice -> choice.text().equals(text))
                .findFirst()
                .orElseThrow()
                .lean();
    }

    @Test
    void areNoMoreThanTheModelShouldRead() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            text.appendCodePoint('一' + i).append("号货架上的东西，");
        }
        assertThat(Excerpts.of(text.toString())).hasSize(Excerpts.MOST).doesNotHaveDuplicates();
    }

    @Test
    void ofATextThatNobodyPunctuatedThereAreNone() {
        assertThat(Excerpts.of("说".repeat(200))).isEmpty();
        assertThat(Excerpts.of("")).isEmpty();
    }
}
