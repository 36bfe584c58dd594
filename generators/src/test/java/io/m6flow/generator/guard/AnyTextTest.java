package io.m6flow.generator.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.fact.FactCheck;
import io.m6flow.generator.fact.FactGuard;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No text, however odd, brings a guard down, and no finding points outside its text. */
class AnyTextTest {
    private static final List<Guard> GUARDS = List.of(new FactGuard(FactCheck.read()), new QualityGuard());

    @Property
    void staysWithinAnyText(@ForAll String text, @ForAll String other, @ForAll ContentKind kind) {
        look(text, other, kind);
    }

    @Property
    void staysWithinTextsFullOfNumbers(
            @ForAll("amounts") String text, @ForAll("amounts") String other, @ForAll ContentKind kind) {
        look(text, other, kind);
    }

    @Provide
    Arbitrary<String> amounts() {
        return Arbitraries.of(
                        "零", "一", "二", "两", "十", "百", "千", "万", "亿", "半", "点", "百分之", "分之", "3", "0", ".", ",", "-",
                        "×", "x", "/", "克", "kg", "ml", "米", "块", "码", "个", "件套", "M", "XL", "SPF", "¥", "第", "几", "多",
                        "棉", "纯", "色", "红", "不是", "（", "<copy>", "。", "，", " ", "不对", "９", "\ud83d", "\ude00")
                .list()
                .ofMaxSize(12)
                .map(words -> String.join("", words));
    }

    private static void look(String text, String other, ContentKind kind) {
        Source source = new Source(other, other, List.of(new Attribute(other, other)), other, other);
        for (Guard guard : GUARDS) {
            int before = 0;
            for (Finding finding : guard.check(new Draft("t", kind, text, source))) {
                assertThat(finding.end()).isLessThanOrEqualTo(text.length());
                assertThat(finding.start()).as("in the order of the text").isGreaterThanOrEqualTo(before);
                before = finding.start();
            }
        }
        assertThat(Sketch.of(text, source).similarity(Sketch.of(other))).isBetween(0.0, 1.0);
    }
}
