package io.m6flow.generator.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Severity;
import io.m6flow.generator.guard.Source;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactGuardTest {
    private static final FactGuard GUARD = new FactGuard(FactCheck.read());

    @Test
    void tellsWhatTheSourceSaysInsteadAndSuggestsIt() {
        assertThat(product("这件纯棉T恤", new Attribute("材质", "聚酯纤维")))
                .containsExactly(
                        new Finding("FACT_CONTRADICTED", 2, 4, Severity.ERROR, "「纯棉」与资料不符，资料写的是「材质：聚酯纤维」", "聚酯纤维"));
    }

    @Test
    void warnsOfHardFactsFromNowhereAndRemarksOnSoftOnes() {
        assertThat(product("500克真丝，雾霾蓝，XL码", new Attribute("款式", "长款")))
                .extracting(Finding::rule, Finding::severity)
                .containsExactly(
                        tuple("FACT_ABSENT", Severity.WARNING),
                        tuple("FACT_ABSENT", Severity.WARNING),
                        tuple("FACT_ABSENT", Severity.INFO),
                        tuple("FACT_ABSENT", Severity.INFO));
    }

    @Test
    void saysNothingWhereTheSourceHoldsAll() {
        assertThat(product("500克纯棉", new Attribute("净重", "1斤"), new Attribute("材质", "全棉")))
                .isEmpty();
    }

    @Test
    void showsWhereALostFactShouldStand() {
        Finding lost = script("这条裙子它是雪纺的啊一百九十九一条", "这条裙子它是雪纺的，一条。").get(0);
        assertThat(lost.rule()).isEqualTo("FACT_LOST");
        assertThat(lost.start()).isEqualTo(lost.end()).isEqualTo("这条裙子它是雪纺的".length());
        assertThat(lost.suggestion()).isEqualTo("一百九十九");
        assertThat(lost.message()).contains("一百九十九");
    }

    @ParameterizedTest
    @CsvSource({
        "净重五百克啊一袋, 净重一袋。, 五百克",
        "面料是真丝的很滑, 面料很滑。, 真丝",
        "有雾霾蓝和米白, 有米白。, 雾霾蓝",
        "三号链接去拍, 链接去拍。, 三号链接",
        "产地是云南的橙子, 产地是橙子。, 云南",
        "XL码的还有货, 还有货。, XL码",
        "羊毛百分之三十不扎, 羊毛不扎。, 百分之三十",
    })
    void noticesEveryKindOfFactThatIsLost(String said, String written, String lost) {
        assertThat(script(said, written)).extracting(Finding::suggestion).containsExactly(lost);
    }

    @ParameterizedTest
    @CsvSource({
        "一件三百九 不对 是二百九, 一件二百九。",
        "她穿二十六码嗯不是二十七码刚好, 她穿二十七码刚好。",
        "一百六不是一百六十八一件, 一百六十八一件。",
        "重两百克说错了啊重两百五十克, 重两百五十克。",
        "面料是真丝不对是冰丝的, 面料是冰丝的。",
        "六十五度六十五度以上, 六十五度以上。",
        "一百二一百二十九一件, 一百二十九一件。",
        "两千万像素的，两千四百万，更正一下两千四百万像素, 两千四百万像素。",
    })
    void letsGoWhatTheSpeakerTookBack(String said, String written) {
        assertThat(script(said, written)).isEmpty();
    }

    @Test
    void noticesACorrectionThatKeptTheWrongFact() {
        assertThat(script("一件三百九 不对 是二百九", "一件三百九。"))
                .extracting(Finding::suggestion)
                .containsExactly("二百九");
    }

    @Test
    void readsSpeechWithoutMarksAsItsCleanedTextDoes() {
        assertThat(script("十包六十九块九十二号链接", "十包六十九块九，十二号链接。")).isEmpty();
    }

    @Test
    void noticesANumberThatWasNeverSaid() {
        assertThat(script("一百二十九一件", "二百一十九一件。"))
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("FACT_ABSENT", "FACT_LOST");
        assertThat(script("一百二十九一件", "二十九一件。")).extracting(Finding::rule).contains("FACT_ABSENT", "FACT_LOST");
    }

    private static List<Finding> product(String text, Attribute... attributes) {
        Source source = Source.product("", "", List.of(attributes), "");
        return GUARD.check(new Draft("t", ContentKind.REASON, text, source));
    }

    private static List<Finding> script(String said, String written) {
        return GUARD.check(new Draft("t", ContentKind.SCRIPT, written, Source.speech(said)));
    }
}
