package io.m6flow.generator.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SketchTest {
    private static final List<Draft> REASONS = Samples.copy().stream()
            .filter(draft -> draft.kind() == ContentKind.REASON)
            .toList();

    @Test
    void takesNoTwoTextsOfPeopleForNearDuplicates() {
        List<Sketch> sketches = REASONS.stream().map(SketchTest::sketch).toList();
        for (int i = 0; i < sketches.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(sketches.get(i).similarity(sketches.get(j)))
                        .as("%s | %s", REASONS.get(i).text(), REASONS.get(j).text())
                        .isLessThan(Sketch.NEAR_DUPLICATE);
            }
        }
    }

    @Test
    void knowsLightlyEditedTextsAndFindsThemByABand() {
        assertKnown(0.99, text -> text.substring(0, text.length() / 2) + text.substring(text.length() / 2 + 2));
        assertKnown(0.99, text -> text + "喜欢就带走吧。");
        assertKnown(0.85, text -> text.substring(text.indexOf('，') + 1));
    }

    @Test
    void knowsATemplateByWhateverProductFillsIt() {
        Source cup = product("云杉保温杯500ml", "云杉", "304不锈钢");
        Source bag = product("岩峰登山包双肩", "岩峰", "防泼水锦纶");
        Sketch ofCup = Sketch.of("出门就想带上它，云杉用304不锈钢做得很扎实，日常通勤也不会觉得累赘。", cup);
        Sketch ofBag = Sketch.of("出门就想带上它，岩峰用防泼水锦纶做得很扎实，日常通勤也不会觉得累赘。", bag);
        assertThat(ofCup.similarity(ofBag)).isGreaterThanOrEqualTo(Sketch.NEAR_DUPLICATE);
        assertThat(shareABand(ofCup, ofBag)).isTrue();
    }

    @Test
    void doesNotTakeSharedFactsForSharedCopy() {
        Source shirt = product("新疆长绒棉圆领短袖T恤", "云杉", "新疆长绒棉60支双股纱");
        Source other = product("新疆长绒棉圆领短袖T恤男", "岩峰", "新疆长绒棉60支双股纱");
        Sketch one = Sketch.of("新疆长绒棉60支双股纱摸着滑，新疆长绒棉圆领短袖T恤单穿不透，上班也体面。", shirt);
        Sketch two = Sketch.of("夏天就爱这种，新疆长绒棉圆领短袖T恤洗完不皱，新疆长绒棉60支双股纱越穿越软。", other);
        assertThat(one.similarity(two)).isLessThan(Sketch.NEAR_DUPLICATE);
    }

    @Test
    void isTheSameForTheSameTextAlwaysAndAfterKeeping() {
        Sketch sketch = sketch(REASONS.get(0));
        assertThat(sketch(REASONS.get(0))).isEqualTo(sketch).hasSameHashCodeAs(sketch);
        assertThat(Sketch.restore(sketch.toLongs())).isEqualTo(sketch);
        assertThat(sketch.similarity(sketch)).isEqualTo(1);
        assertThat(sketch.toLongs()).hasSize(16);
        assertThat(Sketch.of("这件上衣很好穿也很好搭").toLongs()[0]).isEqualTo(PINNED);
        assertThatThrownBy(() -> Sketch.restore(new long[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not 3");
    }

    @Test
    void saysNothingOfTextsThatAreTooShortToTell() {
        Sketch shortOne = Sketch.of("一二三四五六七八");
        assertThat(shortOne.bands()).isEmpty();
        assertThat(shortOne.similarity(shortOne)).isZero();
        assertThat(Sketch.of("一二三四五六七八九").bands()).hasSize(16);
    }

    private static void assertKnown(double share, UnaryOperator<String> edit) {
        List<Draft> known = new ArrayList<>();
        for (Draft draft : REASONS) {
            Sketch sketch = sketch(draft);
            Sketch edited = Sketch.of(edit.apply(draft.text()), draft.source());
            if (sketch.similarity(edited) >= Sketch.NEAR_DUPLICATE && shareABand(sketch, edited)) {
                known.add(draft);
            }
        }
        assertThat(known).hasSizeGreaterThanOrEqualTo((int) (share * REASONS.size()));
    }

    private static boolean shareABand(Sketch one, Sketch other) {
        long[] bands = one.bands();
        return Arrays.stream(other.bands()).anyMatch(key -> LongStream.of(bands).anyMatch(own -> own == key));
    }

    private static Sketch sketch(Draft draft) {
        return Sketch.of(draft.text(), draft.source());
    }

    private static Source product(String title, String brand, String material) {
        return Source.product(title, "", List.of(new Attribute("品牌", brand), new Attribute("材质", material)), "");
    }

    /** Sketches are kept, so a new build must make the same ones. */
    private static final long PINNED = 468_113_347_521_421_345L;
}
