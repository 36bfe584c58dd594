package io.m6flow.generator.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactCheckTest {
    private static final FactCheck CHECK = FactCheck.read();

    @ParameterizedTest
    @CsvSource({
        "500克, 净含量=0.5kg",
        "500克, 净含量=1斤",
        "一斤, 净含量=500g",
        "两斤半, 净重=1250克",
        "半斤多, 净重=250克",
        "100cm, 长度=1米",
        "一米五五, 长度=155厘米",
        "1L, 容量=1000ml",
        "百分之三十, 羊毛含量=30%",
        "三成, 羊毛含量=30%",
        "20000毫安, 容量=20000mAh",
        "两万毫安时, 容量=20Ah",
        "14寸, 尺寸=14英寸",
        "1.5千瓦, 功率=1500W",
        "两年, 保质期=24个月",
        "三百克, 净含量=300g",
        "60×40厘米, 尺寸=600×400mm",
        "10kg, 适用体重=9-14kg",
        "三岁, 适用年龄=3-8岁",
        "30码, 尺码=25-31",
        "XL, 尺码=M-4XL",
        "2XL, 尺码=S M L XXL",
        "SPF50, 防晒指数=SPF50+",
        "三色, 颜色=樱花粉、天空蓝、奶白",
        "3件装, 数量=三件",
    })
    void findsTheSameAmountHoweverItIsWritten(String text, String attribute) {
        assertThat(facts(text, attribute)).isNotEmpty().allMatch(fact -> fact.verdict() == Verdict.SUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({
        "500克一袋, 净含量=250克, QUANTITY, 500克, 250克",
        "容量600ml, 容量=500毫升, QUANTITY, 600ml, 500毫升",
        "占百分之九十, 占比=80%, QUANTITY, 百分之九十, 80%",
        "SPF50防晒, 防晒指数=SPF30, NUMBER, SPF50, SPF30",
        "纯棉面料, 面料=聚酯纤维, MATERIAL, 纯棉, 聚酯纤维",
        "纯棉面料, 面料=棉60% 聚酯纤维40%, MATERIAL, 纯棉, 聚酯纤维",
        "316不锈钢内胆, 内胆=304不锈钢, MATERIAL, 316不锈钢, 304不锈钢",
        "头层牛皮鞋面, 鞋面=PU皮, MATERIAL, 头层牛皮, PU皮",
        "红色连衣裙, 颜色=黑色, COLOUR, 红色, 黑色",
        "云南产的, 产地=四川, ORIGIN, 云南, 四川",
        "耐克跑鞋, 品牌=云跑, BRAND, 耐克, 云跑",
        "45码也有, 尺码=35-40码, SIZE, 45码, 35-40码",
    })
    void saysWhatTheSourceHasInstead(String text, String attribute, FactType type, String words, String instead) {
        CheckedFact fact = only(text, attribute);
        assertThat(fact.type()).isEqualTo(type);
        assertThat(fact.verdict()).isEqualTo(Verdict.CONTRADICTED);
        assertThat(text.substring(fact.start(), fact.end())).isEqualTo(words);
        assertThat(fact.support()).isEqualTo(new Support(attribute.substring(0, attribute.indexOf('=')), instead));
    }

    @ParameterizedTest
    @CsvSource({
        "500克一袋, 颜色=黑色, QUANTITY",
        "仅售99元, 颜色=黑色, PRICE",
        "真丝面料, 颜色=黑色, MATERIAL",
        "雾霾蓝配色, 面料=棉, COLOUR",
        "新疆产的, 面料=棉, ORIGIN",
        "耐克跑鞋, 面料=棉, BRAND",
        "XL码, 面料=棉, SIZE",
        "用了12色, 面料=棉, NUMBER",
    })
    void saysWhereTheSourceHasNothingOfTheKind(String text, String attribute, FactType type) {
        CheckedFact fact = only(text, attribute);
        assertThat(fact.type()).isEqualTo(type);
        assertThat(fact.verdict()).isEqualTo(Verdict.ABSENT);
    }

    @ParameterizedTest
    @CsvSource({
        "棉, 纯棉, SUPPORTED",
        "纯棉, 棉, ABSENT",
        "全棉, 100%棉, SUPPORTED",
        "纯棉, 棉100%, SUPPORTED",
        "牛皮, 头层牛皮, SUPPORTED",
        "头层牛皮, 牛皮, ABSENT",
        "真皮, 头层牛皮, SUPPORTED",
        "不锈钢, 316L不锈钢, SUPPORTED",
        "涤纶, 聚酯纤维, SUPPORTED",
        "真丝, 桑蚕丝, SUPPORTED",
        "实木, 白橡木, SUPPORTED",
        "白橡木, 实木, ABSENT",
        "陶瓷, 骨瓷, SUPPORTED",
    })
    void takesTheNarrowerWordForTheBroaderOneAndNotTheReverse(String text, String source, Verdict verdict) {
        assertThat(only(text, "材质=" + source).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "云南, 云南临沧, SUPPORTED",
        "福建, 武夷山, SUPPORTED",
        "武夷山, 福建, ABSENT",
        "进口, 泰国, SUPPORTED",
        "国产, 浙江杭州, SUPPORTED",
    })
    void knowsWhichPlaceLiesInWhich(String text, String source, Verdict verdict) {
        assertThat(only(text, "产地=" + source).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "蓝色, 雾霾蓝, SUPPORTED",
        "深蓝色, 深蓝, SUPPORTED",
        "橘色, 橙色, SUPPORTED",
        "奶茶色, 奶茶, SUPPORTED",
        "雾霾蓝, 蓝色, ABSENT",
        "雾霾蓝, 米白、黑, CONTRADICTED",
    })
    void knowsShadesAndTheirHues(String text, String source, Verdict verdict) {
        assertThat(only(text, "颜色=" + source).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "一件也好看", "套上一下就暖", "百搭又好穿", "三三两两出门", "一年四季都能穿", "五颜六色", "第一次用也会", "双面都能用", "一口下去", "七分袖", "两侧都有口袋", "三四个人也够",
        "一百多种搭法", "十几分钟就好", "三分之一的力气", "揉三分钟再冲", "万千宠爱", "不是聚酯纤维", "仿羊皮手感", "像丝绸一样", "配白色衬衫", "适配华为手机", "拿铁和红薯",
        "连着蓝牙听歌", "重庆火锅", "优美的线条",
    })
    void takesIdiomsComparisonsAndRoughNumbersForNoFacts(String text) {
        assertThat(facts(text, "颜色=黑色")).isEmpty();
    }

    @Test
    void comparesPricesWithThePrice() {
        Source source = Source.product("保温杯", "", List.of(), "129.00");
        assertThat(verdicts("只要129元", source)).containsExactly(Verdict.SUPPORTED);
        assertThat(verdicts("一百二十九块", source)).containsExactly(Verdict.SUPPORTED);
        assertThat(verdicts("¥129", source)).containsExactly(Verdict.SUPPORTED);
        assertThat(verdicts("只要99元", source)).containsExactly(Verdict.CONTRADICTED);
        assertThat(verdicts("九十九块九一只", source)).containsExactly(Verdict.CONTRADICTED);
    }

    @Test
    void linksAFactToTheAttributeBeforeTheTitle() {
        Source source = Source.product("纯棉T恤500g", "男装/T恤", attributes("面料=纯棉"), "");
        List<CheckedFact> facts = check("纯棉T恤重500g", source);
        assertThat(facts)
                .extracting(CheckedFact::support)
                .containsExactly(new Support("面料", "纯棉"), new Support(Support.TITLE, "500g"));
    }

    @Test
    void keepsPositionsBesideFullWidthFormsAndSignsOfTwoUnits() {
        String text = "😀５００ｇ的纯棉";
        assertThat(check(text, Source.product("", "", attributes("净含量=500g", "面料=纯棉"), "")))
                .extracting(fact -> text.substring(fact.start(), fact.end()))
                .containsExactly("５００ｇ", "纯棉");
    }

    @Test
    void looksUpASummaryInItsTranscript() {
        Source source = Source.speech("三号链接牛仔裤一百三十九 里面有百分之二的氨纶 腰围二十五到三十二码");
        Draft draft = new Draft("t", ContentKind.SUMMARY, "牛仔裤139元，氨纶2%，25到32码，腰围88cm。", source);
        List<CheckedFact> facts = CHECK.check(draft);
        assertThat(facts)
                .extracting(CheckedFact::verdict)
                .containsExactly(
                        Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.SUPPORTED, Verdict.ABSENT);
        assertThat(facts.get(0).support()).isEqualTo(new Support(Support.TRANSCRIPT, "一百三十九"));
    }

    @Test
    void refusesAFactThatCannotBe() {
        assertThatThrownBy(() -> new CheckedFact(3, 3, FactType.PRICE, Verdict.ABSENT, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 to 3");
        assertThatThrownBy(() -> new CheckedFact(3, 4, FactType.PRICE, Verdict.SUPPORTED, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SUPPORTED");
    }

    private static CheckedFact only(String text, String attribute) {
        List<CheckedFact> facts = facts(text, attribute);
        assertThat(facts).as(text).hasSize(1);
        return facts.get(0);
    }

    private static List<CheckedFact> facts(String text, String... attributes) {
        return check(text, Source.product("", "", attributes(attributes), ""));
    }

    private static List<Verdict> verdicts(String text, Source source) {
        return check(text, source).stream().map(CheckedFact::verdict).toList();
    }

    private static List<CheckedFact> check(String text, Source source) {
        return CHECK.check(new Draft("t", ContentKind.REASON, text, source));
    }

    private static List<Attribute> attributes(String... written) {
        List<Attribute> attributes = new ArrayList<>();
        for (String one : written) {
            int equals = one.indexOf('=');
            attributes.add(new Attribute(one.substring(0, equals), one.substring(equals + 1)));
        }
        return attributes;
    }

    @Test
    void aTranscriptStatesWhatTheSpeakerDoesNotTakeBack() {
        String said = "今天三百九 不对 是二百九，纯棉的";
        assertThat(CHECK.spoken(said).stream()
                        .map(fact -> said.substring(fact.at().start(), fact.at().end())))
                .containsExactly("二百九", "纯棉");
        assertThat(CHECK.takenBack(said).stream().map(span -> said.substring(span.start(), span.end())))
                .containsExactly("三百九 不对");
    }

    @Test
    void theWordsThatAreSaidAnewWithTheRightFactAreTakenBackToo() {
        String said = "你可以穿M码 哦说错了 可以穿L码";
        assertThat(CHECK.takenBack(said).stream().map(span -> said.substring(span.start(), span.end())))
                .containsExactly("可以穿M码 哦说错了");
    }

    @Test
    void placesThatSayTheSameShareANumber() {
        assertThat(CHECK.spoken("一斤装，500克，两斤装").stream().map(SpokenFact::same)).containsExactly(0, 0, 1);
    }

    @ParameterizedTest
    @CsvSource({"是纯棉不是化纤", "三百九", "不对", "''"})
    void nothingIsTakenBackWithoutAWordForItAndSomethingInItsPlace(String said) {
        assertThat(CHECK.takenBack(said)).isEmpty();
    }
}
