package io.m6flow.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand; nltk's sentence_bleu with method 3 says the same. */
class BleuTest {
    private static final double EXACT = 1e-6;

    @Test
    void aTextThatIsItsReferenceScoresOne() {
        assertThat(Bleu.of("今天天气好", List.of("今天天气好"))).isEqualTo(1);
    }

    @Test
    void aLengthWithoutAMatchIsSmoothed() {
        // 3/4, 2/3 and 1/2 match; of four none, so 1/(2·1). (3/4 · 2/3 · 1/2 · 1/2)^(1/4)
        assertThat(Bleu.of("abcd", List.of("abce"))).isCloseTo(0.594604, within(EXACT));
    }

    @Test
    void eachFurtherLengthWithoutAMatchCountsHalfOfTheOneBefore() {
        // 2/2 and 1/1 match; there is no run of three or four, so 1/(2·1) and 1/(4·1). 0.125^(1/4) · e^(1 − 4/2)
        assertThat(Bleu.of("ab", List.of("abcd"))).isCloseTo(0.218743, within(EXACT));
    }

    @Test
    void aRunCountsNoMoreOftenThanInTheReferenceThatHoldsItMost() {
        // a: 2 of 3, aa: 1 of 2, then 1/(2·1) and 1/(4·1); both lengths fit. (2/3 · 1/2 · 1/2 · 1/4)^(1/4)
        assertThat(Bleu.of("aaa", List.of("aab", "ca"))).isCloseTo(0.451801, within(EXACT));
    }

    @Test
    void ofTwoLengthsEquallyNearTheShorterCounts() {
        // 2 and 4 are equally near to 3; beside 2 nothing is too short. 1, 1, 1 and 1/(2·1)
        assertThat(Bleu.of("abc", List.of("ab", "abcd"))).isCloseTo(0.840896, within(EXACT));
    }

    @Test
    void aTextWithoutOneCharacterOfTheReferenceScoresNothing() {
        assertThat(Bleu.of("甲乙丙丁", List.of("子丑寅卯"))).isZero();
        assertThat(Bleu.of("", List.of("子丑寅卯"))).isZero();
    }

    @Test
    void aCharacterOutsideTheBasicPlaneIsOne() {
        assertThat(Bleu.of("𠮷野家", List.of("𠮷野家"))).isCloseTo(Bleu.of("吉野家", List.of("吉野家")), within(EXACT));
    }

    @Test
    void thereMustBeAReference() {
        assertThatThrownBy(() -> Bleu.of("a", List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
