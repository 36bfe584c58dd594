package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "１２Ａｂ％ | 12Ab%",
                "\"  a\u3000 b\t\nc  \" | a b c",
                "零\u200b宽\ufeff字\u00ad符\ufe0f | 零宽字符",
                "中 文 abc 中, d | 中文abc中, d",
                "“ 引 ” abc … d | “引”abc…d",
                "类型:裙;颜色:红 | 类型:裙;颜色:红",
                "繁體ABC | 繁體ABC",
                "\"a\u0007b\u007fc\" | abc",
            })
    void level1CleansWidthsAndSpacesAndKeepsTheRest(String raw, String normal) {
        assertThat(Normal.source(raw)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "你好,世界!真的?是:一;二 | 你好，世界！真的？是：一；二",
                "a,b!c | a,b!c",
                "等等...... | 等等……",
                "好．对。。。 | 好。对……",
                "啊！！！！走，，， | 啊！走，",
                "嗯………… | 嗯……",
                "——————好 | ——好",
                "啊！！ | 啊！！",
            })
    void level2WidensPunctuationAndShortensRepeats(String raw, String normal) {
        assertThat(Normal.runningText(raw)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource({"\ud83d, ''", "a\udc00b, ab"})
    void dropsHalvesOfASurrogatePair(String raw, String normal) {
        assertThat(Normal.source(raw)).isEqualTo(normal);
    }
}
