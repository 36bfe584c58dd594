package io.m6flow.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What m6-shop, the model inside, is relied on for. None of these texts was trained on. */
class ShippedModelTest {
    private static final String SESSION =
            "嗯大家好那个欢迎来到直播间我们今天先上一款一款保温杯，容量是五百毫升，三零四不锈钢的，今天直播间到手价八十九元，只有两百只两百只，那个没货了就没有了，保温是八个小时，对吧";
    private static final List<String> FACTS = List.of("五百毫升", "三零四不锈钢", "八十九元", "两百只", "八个小时");
    private static final String NEWS =
            "晚间的家居专场播了两小时。四件套按支数分两档，一百九十八元和三百二十八元，现货两千套。乳胶枕库存四百只，八点半售罄。观众多次问到起球，主播当场用刷子刷了三十下。售后承诺七天无理由，洗过一次也能退。";

    private static TextGenerator generator;

    @BeforeAll
    static void lease() {
        generator = Generators.lease(
                GeneratorSettings.defaults().withDevice("cpu").withSlots(16).withThreads(1));
    }

    @AfterAll
    static void giveBack() {
        generator.close();
    }

    @Test
    void garmentsReasonsTellMostOfTheirAttributesAndNoOthers() {
        List<Attribute> attributes = Stream.of("面料:雪纺", "图案:碎花", "领型:V领", "衣袖:喇叭袖", "裙长:长裙", "腰型:高腰")
                .map(pair -> new Attribute(pair.split(":", 2)[0], pair.split(":", 2)[1]))
                .toList();
        Material.Product dress = new Material.Product("碎花雪纺连衣裙女夏季V领喇叭袖高腰长裙", "女装/连衣裙", attributes);
        List<String> texts = write(new Prompt("d", ContentKind.REASON, dress, List.of(1L, 2L, 3L, 4L, 5L, 6L)));
        assertThat(texts).hasSize(6).allSatisfy(text -> assertThat(text).doesNotContain("圆领", "短裙", "蕾丝", "条纹", "纯棉"));
        long told = texts.stream()
                .map(text -> text.toUpperCase(Locale.ROOT))
                .flatMap(text -> attributes.stream().filter(attribute -> text.contains(attribute.value())))
                .count();
        assertThat((double) told / (texts.size() * attributes.size()))
                .as("told of %s", texts)
                .isGreaterThan(0.5);
    }

    @Test
    void whatIsForMenIsNotPraisedToWomen() {
        Material.Product shirt = new Material.Product(
                "男士短袖衬衫夏季薄款翻领商务休闲", "男装/衬衫", List.of(new Attribute("领型", "翻领"), new Attribute("袖长", "短袖")));
        assertThat(write(new Prompt("s", ContentKind.REASON, shirt, List.of(1L, 2L, 3L, 4L))))
                .allSatisfy(text -> assertThat(text).contains("衬衫").doesNotContain("女", "妩媚", "柔美"));
    }

    @Test
    void aReasonAboutOtherGoodsKeepsToWhatIsKnown() {
        Material.Product kettle = new Material.Product(
                "恒温电热水壶1.7L家用", "小家电/电水壶", List.of(new Attribute("容量", "1.7L"), new Attribute("内胆", "不锈钢")));
        for (String text : write(new Prompt("k", ContentKind.REASON, kettle, List.of(1L, 2L)))) {
            assertThat(text).contains("水壶");
            assertThat(text.replace("1.7", "")).doesNotContainPattern("[0-9]");
        }
    }

    @Test
    void cleanedSpeechKeepsTheFactsAndLosesTheNoise() {
        String clean = write(Prompt.of("s", ContentKind.SCRIPT, new Material.Text(SESSION), 1))
                .get(0);
        assertThat(clean).contains(FACTS).doesNotContain("嗯", "一款一款", "两百只两百只");
    }

    @Test
    void aSummaryIsShortAndInTheTextsOwnWords() {
        for (String summary : write(new Prompt("n", ContentKind.SUMMARY, new Material.Text(NEWS), List.of(1L, 2L)))) {
            assertThat(NEWS).contains(summary);
            assertThat(summary.length()).isBetween(8, 48);
        }
    }

    private static List<String> write(Prompt prompt) {
        Generation generation = generator.generate(prompt).join();
        assertThat(generation).isInstanceOf(Generation.Written.class);
        return ((Generation.Written) generation)
                .candidates().stream().map(Candidate::text).toList();
    }
}
