package io.m6flow.generator.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.m6flow.generator.guard.Finding;
import org.junit.jupiter.api.Test;

class MerchantTermsTest {
    private static final MerchantTerm TERM = new MerchantTerm("小清新", "本店不用", "清爽");

    @Test
    void belongToTheMerchantsOwnTextsAlone() {
        Lexicon lexicon = Checks.SHIPPED.with("shop", TERM);
        assertThat(Checks.check(lexicon, "shop", "小-清-新连衣裙")).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("LAW_MERCHANT_TERM");
            assertThat(finding.start()).isZero();
            assertThat(finding.end()).isEqualTo(5);
            assertThat(finding.message()).contains("本店不用");
            assertThat(finding.suggestion()).isEqualTo("清爽");
        });
        assertThat(Checks.check(lexicon, "other", "小清新连衣裙")).isEmpty();
        assertThat(Checks.check("小清新连衣裙")).isEmpty();
    }

    @Test
    void canBeTakenBackButTheLawsOwnCannot() {
        Lexicon lexicon =
                Checks.SHIPPED.with("shop", TERM).without("shop", "小 清 新").without("shop", "最好吃");
        assertThat(lexicon.added("shop")).isEmpty();
        assertThat(Checks.check(lexicon, "shop", "小清新")).isEmpty();
        assertThat(Checks.check(lexicon, "shop", "最好吃"))
                .extracting(Finding::rule)
                .containsExactly("LAW_ABSOLUTE_TERM");
    }

    @Test
    void takeThePlaceOfOneThatReadsAlike() {
        Lexicon lexicon = Checks.SHIPPED.with("shop", TERM).with("shop", new MerchantTerm("小清·新", "", "素雅"));
        assertThat(lexicon.added("shop")).extracting(MerchantTerm::suggestion).containsExactly("素雅");
    }

    @Test
    void leaveTheVersionOfTheLawAsItIs() {
        assertThat(Checks.SHIPPED.version()).isEqualTo("2026.11.22");
        assertThat(Checks.SHIPPED.with("shop", TERM).version()).isEqualTo("2026.11.22");
    }

    @Test
    void areFoundHoweverLongTheyAre() {
        String term = "小清新".repeat(30);
        Lexicon lexicon = Checks.SHIPPED.with("shop", new MerchantTerm(term, "", ""));
        assertThat(lexicon.check("shop", term.replace("清", "清 "))).isNotEmpty();
        assertThat(lexicon.check("shop", term.substring(1))).isEmpty();
    }

    @Test
    void mustHoldSomethingToFind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.SHIPPED.with("shop", new MerchantTerm("新", "", "")))
                .withMessageContaining("at least 2 letters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.SHIPPED.with("shop", new MerchantTerm("★★★", "", "")))
                .withMessageContaining("letters or digits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Checks.SHIPPED.with("shop", new MerchantTerm("小，清新", "", "")));
    }

    @Test
    void areAThousandAtMost() {
        Lexicon full = Checks.SHIPPED;
        for (int i = 0; i < MerchantTerms.MOST; i++) {
            full = full.with("shop", new MerchantTerm("禁用词" + i, "", ""));
        }
        Lexicon lexicon = full;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lexicon.with("shop", TERM))
                .withMessageContaining("1000");
        assertThat(lexicon.with("other", TERM).added("other")).hasSize(1);
    }
}
