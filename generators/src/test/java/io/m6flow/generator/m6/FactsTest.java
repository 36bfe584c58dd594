package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.Material;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a product is called where no title says so. */
class FactsTest {
    private static Facts of(String title, String category, Attribute... attributes) {
        return Facts.of(new Material.Product(title, category, List.of(attributes)), Garments.read());
    }

    @ParameterizedTest
    @CsvSource({
        "裙, 裙长, 连衣裙, 连衣裙",
        "裙, 裙型, 百褶裙, 百褶裙",
        "裤, 裤型, 阔腿裤, 阔腿裤",
        "上衣, 衣样式, 外套, 外套",
        "女装/上衣, 衣样式, 卫衣, 卫衣",
        "裙, 图案, 碎花, 裙子",
        "裤子, 材质, 蕾丝, 裤子",
        "上衣, 材质, 蕾丝, 上衣",
    })
    void aGarmentWithoutATitleIsCalledAsItsAttributesSay(String category, String name, String value, String noun) {
        Facts facts = of("", category, new Attribute(name, value));
        assertThat(facts.garment()).isNotNull();
        assertThat(facts.nouns()).containsExactly(noun);
    }

    @Test
    void anAttributeOfAnotherSortDoesNotNameIt() {
        assertThat(of("", "裤", new Attribute("裙长", "连衣裙")).nouns()).containsExactly("裤子");
    }

    @Test
    void aTitleGoesBeforeTheAttributes() {
        assertThat(of("雪纺半身裙", "裙", new Attribute("裙长", "连衣裙")).nouns()).containsExactly("半身裙");
    }

    @Test
    void otherGoodsAreNoGarments() {
        assertThat(of("", "锅具", new Attribute("材质", "铸铁")).garment()).isNull();
        assertThat(of("积木拼装小屋", "玩具", new Attribute("裙长", "连衣裙")).garment()).isNull();
    }
}
