package io.m6flow.generator.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconGuardTest {

    @ParameterizedTest
    @CsvSource({
        "最好用的锅, LAW_ABSOLUTE_TERM",
        "全国销量冠军, LAW_ABSOLUTE_TERM",
        "这锅治好了我的失眠, LAW_MEDICAL_CLAIM",
        "抹了皱纹消失, LAW_COSMETIC_EFFICACY",
        "无效退款, LAW_GUARANTEE",
        "跳楼价大甩卖, LAW_FALSE_DISCOUNT",
        "开光手串招财, LAW_SUPERSTITION_OTHER"
    })
    void namesTheRuleOfEachCategory(String text, String rule) {
        assertThat(Checks.check(text)).extracting(Finding::rule).contains(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "最好用",
                "最 好 用",
                "最-好-用",
                "最★好★用",
                "最\u200b好\u200b用",
                "最😀好😀用",
                "“最”好用",
                "蕞好用",
                "zui好用",
                "ZUI 好用",
                "最hao用",
                "zuijia",
                "ｚｕｉ好用",
                "最.好.用",
                "最\u0301好用"
            })
    void seesThroughDisguises(String claim) {
        String text = "这口锅" + claim + "了";
        assertThat(Checks.check(text))
                .anySatisfy(finding -> assertThat(finding.rule()).isEqualTo("LAW_ABSOLUTE_TERM"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "全网NO.1",
                "全网N0.1",
                "全网Ｎｏ①",
                "全網第壹",
                "全网TOP 1",
                "全网第❶",
                "全网第1",
                "全网𝐍𝐎.𝟏",
                "全网Nо1",
                "全網頂級",
                "国jia级品质"
            })
    void readsDigitsLettersAndTraditionalCharactersThatLookAlike(String text) {
        assertThat(Checks.check(text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "最近刚到仓，第一次来的朋友看最后一步。",
                "第一时间发货，首次下单有券。",
                "第12批发完了，第10个按钮不用按。",
                "执行标准GB 18401，一等品，二级能效。",
                "“第一泉”是这家的注册商标。",
                "这是我们家三款里最薄的一款。",
                "我最喜欢蓝色。",
                "安全第一，骑车戴头盔。",
                "最好用温水洗，最佳赏味期三天。",
                "最大承重一百公斤，最高水位看刻度。",
                "不是药，不能治病，有病要去医院。",
                "我们不敢说最好。",
                "唯一要注意的是别进微波炉。",
                "面包好吃，书包过年前到。",
                "极细的笔头，绝缘的手柄，顶层放轻的。",
                "百分之百羊毛，100%纯棉。",
                "保证四十八小时内发货。",
                "人民币支付，转运中心在武汉。"
            })
    void letsLawfulWordsPass(String text) {
        assertThat(Checks.check(text)).isEmpty();
    }

    @Test
    void doesNotJoinWhatASignOfTheEndKeepsApart() {
        assertThat(Checks.check("孩子最。好在今天")).isEmpty();
        assertThat(Checks.check("尺码看最，好看清楚")).isEmpty();
    }

    @Test
    void pointsToTheWordsInTheTextAsItStands() {
        assertThat(Checks.found("😀😀这口锅最😀 好吃，真的")).containsExactly("最😀 好吃");
        assertThat(Checks.found("𠮷野家的全網最低價，來吧")).containsExactly("全網最低價");
        assertThat(Checks.found("㎏㎏㎏第①品牌")).containsExactly("第①品牌");
    }

    @Test
    void saysTheLegalBasisAndWhatCouldStandThere() {
        Finding finding = Checks.check("最好吃的糕").get(0);
        assertThat(finding.message()).startsWith("《广告法》第九条第（三）项：");
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.suggestion()).isEqualTo("很");
        assertThat(Checks.check("无效退款").get(0).suggestion()).isEmpty();
    }

    @Test
    void tellsFindingsInTheOrderOfTheirPlaceAndNoneWithinAnother() {
        List<Finding> findings = Checks.check("全网最低价，治好了失眠，最好吃，跳楼价");
        assertThat(findings).hasSizeGreaterThanOrEqualTo(4);
        for (int i = 1; i < findings.size(); i++) {
            assertThat(findings.get(i).start())
                    .isGreaterThan(findings.get(i - 1).start());
            assertThat(findings.get(i).end()).isGreaterThan(findings.get(i - 1).end());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "。", "\ud800", "\udc00最好", "\u0000", "最", "1", "“”", "。。，，"})
    void throwsForNoText(String text) {
        assertThat(Checks.check(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"最", "全国", "最好", "治失眠", "不", "一", "“", "第一", "原价1", "不最好", "1.", "zui"})
    void takesTimeInProportionToTheText(String part) {
        String text = part.repeat(100_000 / part.length());
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> Checks.check(text));
    }

    @Test
    void usesANewLexiconFromTheNextCheckOn() {
        LexiconGuard guard = new LexiconGuard(Checks.SHIPPED);
        assertThat(guard.check(Checks.draft("shop", "小清新连衣裙"))).isEmpty();
        guard.use(guard.lexicon().with("shop", new MerchantTerm("小清新", "", "")));
        assertThat(guard.check(Checks.draft("shop", "小清新连衣裙"))).hasSize(1);
    }
}
