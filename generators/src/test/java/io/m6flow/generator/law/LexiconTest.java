package io.m6flow.generator.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What patterns and exemptions mean, on lexicons of a few words. */
class LexiconTest {
    private static final String WRITTEN = """
            version: "1"
            laws: {a: 法}
            lookalikes: {红: 虹}
            classes:
              colour: 红 绿 <pale>
              pale: 白
            lawful:
              - 红茶
              - 绿 <n>
            exemptions:
              - {id: denial, where: %s, for: [absolute-term], except: [always], patterns: [不]}
            terms:
              - {id: t, category: absolute-term, law: a, suggestion: '', patterns: ["%s"]}
              - {id: always, category: guarantee, law: a, suggestion: '', severity: WARNING, patterns: [永远]}
            """;

    private static Lexicon lexicon(String where, String pattern) throws IOException {
        return read(String.format(WRITTEN, where, pattern));
    }

    private static Lexicon read(String yaml) throws IOException {
        return Lexicon.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({
        "<colour> 衣, 红衣绿衣白衣, 3",
        "<colour> 衣, 虹衣, 1",
        "<colour> 衣, 红的衣, 0",
        "<colour> ~1 衣, 红的衣, 1",
        "<colour> ~1 衣, 红，衣, 0",
        "<colour> ~~2 衣, 红，的衣, 1",
        "<colour> ~~2 衣, 红。衣, 0",
        "<colour> 色? 衣, 红色衣红衣, 2",
        "<colour> 色? 衣, 红的衣, 0",
        "色? <colour> 衣, 色红衣, 1",
        "<colour> !衣, 红裤, 1",
        "<colour> !衣, 红衣, 0",
        "<colour> $, 衣红，衣绿。衣白衣, 2",
        "<n> 件, 12件三件1.5件, 3",
        "衣|裤, 红茶衣红裤, 2",
        "红, 红茶, 0",
        "绿, 绿3, 0",
        "第1, 第1第12, 1",
        "no1, no1 xno1 no12, 1"
    })
    void readsPatterns(String pattern, String text, int findings) throws IOException {
        assertThat(Checks.check(lexicon("clause", pattern), "anybody", text)).hasSize(findings);
    }

    @ParameterizedTest
    @CsvSource({
        "before 2, 不是衣, 0",
        "before 2, 不是的衣, 0",
        "before 2, 不是的的衣, 1",
        "before 2, 不，衣, 1",
        "after 1, 衣的不, 0",
        "after 1, 衣的的不, 1",
        "clause, 衣的的的的不, 0",
        "clause, 衣，不, 1",
        "sentence, 衣，不, 0",
        "sentence, 衣。不, 1",
        "quoted, “衣”不, 0",
        "quoted, 衣不, 1"
    })
    void letsAHitPassWhereAnExemptionStands(String where, String text, int findings) throws IOException {
        assertThat(Checks.check(lexicon(where, "衣"), "anybody", text)).hasSize(findings);
    }

    @Test
    void letsAHitPassThatHoldsTheDenialItself() throws IOException {
        Lexicon lexicon = lexicon("within", "衣 ~1 裤");
        assertThat(Checks.check(lexicon, "anybody", "衣的裤不")).hasSize(1);
        assertThat(Checks.check(lexicon, "anybody", "衣不裤")).isEmpty();
    }

    @Test
    void letsOnlyPassWhatTheExemptionIsFor() throws IOException {
        assertThat(Checks.check(lexicon("clause", "衣"), "anybody", "不永远")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "<shape>, there is no class <shape>",
        "~2, a pattern must begin with words",
        "!衣, a pattern must begin with words",
        "衣 ~99 裤, a gap must be 0 to 20",
        "衣 ~2 !裤, must not have a gap",
        "★, holds no characters"
    })
    void refusesAPatternThatMeansNothing(String pattern, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lexicon("clause", pattern))
                .withMessageContaining(reason)
                .withMessageContaining(pattern);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lexicon("nearby", "衣"))
                .withMessageContaining("nearby");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(String.format(WRITTEN, "clause", "衣").replace("law: a", "law: b")))
                .withMessageContaining("\"b\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(String.format(WRITTEN, "clause", "衣").replace("guarantee", "promise")))
                .withMessageContaining("promise");
        assertThatIllegalArgumentException().isThrownBy(() -> read("version: x"));
        assertThatIllegalArgumentException().isThrownBy(() -> read("["));
    }
}
