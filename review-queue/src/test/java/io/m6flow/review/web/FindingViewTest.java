package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.Finding;
import io.m6flow.schema.Severity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingViewTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            quoteCharacter = '`',
            value = {
                "改为“实惠的价格”, 实惠的价格",
                "把「最显瘦」换成「显瘦」, 显瘦",
                "write \"good value\" instead, good value",
                "显瘦, 显瘦",
                "删去, ``",
                "delete it, ``",
                "请补充这一说法的检测报告再发布, none",
                "none, none"
            })
    void takesTheWordingFromASuggestion(String suggestion, String wording) {
        Finding finding = new Finding("rule", 0, 3, Severity.ERROR, "message", suggestion);

        assertThat(new FindingView(0, finding, "最显瘦").wording().orElse(null)).isEqualTo(wording);
    }
}
