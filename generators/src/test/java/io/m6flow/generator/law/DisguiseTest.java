package io.m6flow.generator.law;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.guard.Finding;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However a term is disguised, it is found, and the span covers it and nothing else. */
class DisguiseTest {
    private static final List<String> TERMS = List.of("独一无二", "跳楼价", "药到病除", "招财转运", "无效退款", "全网no1", "国家级", "干细胞");

    @Property(tries = 400)
    void findsTheWholeTerm(@ForAll("terms") String term, @ForAll("noise") List<String> noise, @ForAll int style) {
        StringBuilder disguised = new StringBuilder();
        for (int i = 0; i < term.length(); i++) {
            disguised.append(i == 0 ? "" : noise.get(i - 1)).append(styled(term.charAt(i), style >> i));
        }
        String text = "今天这件，" + disguised + "，看看尺码";
        List<Finding> findings = Checks.check(text);
        assertThat(findings).isNotEmpty();
        assertThat(findings.get(0).start()).isEqualTo(5);
        assertThat(findings.get(findings.size() - 1).end()).isEqualTo(5 + disguised.length());
    }

    @Provide
    Arbitrary<String> terms() {
        return Arbitraries.of(TERMS);
    }

    @Provide
    Arbitrary<List<String>> noise() {
        return Arbitraries.of("", " ", "\u200b", "-", "★", "😀", "·", "_", "/", "~", "\u3000", "❤️", "...")
                .list()
                .ofSize(4);
    }

    /** In capitals, in full width, or as it is. */
    private static String styled(char c, int style) {
        if (c > 0x7e || (style & 1) == 0) {
            return String.valueOf(c);
        }
        return (style & 2) == 0 ? String.valueOf(c).toUpperCase(Locale.ROOT) : String.valueOf((char) (c + 0xFEE0));
    }
}
