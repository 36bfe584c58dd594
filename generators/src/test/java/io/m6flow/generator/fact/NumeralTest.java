package io.m6flow.generator.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumeralTest {
    @ParameterizedTest
    @CsvSource({
        "三百, 300",
        "两百五, 250",
        "一百六, 160",
        "一百零六, 106",
        "三千五, 3500",
        "一万二, 12000",
        "一百二十九, 129",
        "一千九百九十九, 1999",
        "一百十五, 115",
        "十, 10",
        "二十五, 25",
        "十二万, 120000",
        "一点五万, 15000",
        "三点二, 3.2",
        "零点五, 0.5",
        "三幺六, 316",
        "二零二六, 2026",
        "一七五, 175",
        "129, 129",
        "'1,299', 1299",
        "9.90, 9.9",
        "2万, 20000",
        "1.5万, 15000",
        "3千, 3000",
    })
    void readsNumbersAsTheyAreWritten(String written, double value) {
        Numeral numeral = Objects.requireNonNull(Numeral.at(written, 0));
        assertThat(numeral.value()).isEqualTo(value, within(1e-9));
        assertThat(numeral.end()).isEqualTo(written.length());
        assertThat(numeral.vague()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "一百二一百二十九, 120, 3",
        "三千克, 3, 1",
        "2千瓦, 2, 1",
        "五万向轮, 5, 1",
        "八点二十, 8, 1",
        "九十双, 90, 2",
        "三千三百, 3300, 4",
    })
    void endsWhereSomethingElseBegins(String text, double value, int end) {
        Numeral numeral = Objects.requireNonNull(Numeral.at(text, 0));
        assertThat(numeral.value()).isEqualTo(value);
        assertThat(numeral.end()).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"三四个", "七八十", "三四百", "一百多", "十几", "20多", "二十来个", "一二三四"})
    void knowsWhatIsMeantRoughly(String text) {
        assertThat(Objects.requireNonNull(Numeral.at(text, 0)).vague()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"百搭", "千层", "万能", "零添加", "半天", "第"})
    void findsNoNumberInOtherWords(String text) {
        assertThat(Numeral.at(text, 0)).isNull();
    }

    @Property
    void readsChineseNumeralsAsTheirDigits(@ForAll @IntRange(min = 1, max = 99_999) int number) {
        String written = chinese(number);
        Numeral numeral = Objects.requireNonNull(Numeral.at(written, 0));
        assertThat(numeral.value()).as(written).isEqualTo(number);
        assertThat(numeral.end()).as(written).isEqualTo(written.length());
    }

    /** The number as a person writes it: 10203 is 一万零二百零三, 12 is 十二. */
    private static String chinese(int number) {
        String[] units = {"", "十", "百", "千", "万"};
        StringBuilder written = new StringBuilder();
        boolean gap = false;
        for (int place = units.length - 1; place >= 0; place--) {
            int digit = number / (int) Math.pow(10, place) % 10;
            if (digit == 0) {
                gap = true;
                continue;
            }
            written.append(gap && !written.isEmpty() ? "零" : "");
            gap = false;
            boolean ten = place == 1 && digit == 1 && written.isEmpty();
            written.append(ten ? "" : "零一二三四五六七八九".substring(digit, digit + 1)).append(units[place]);
        }
        return written.toString();
    }
}
