package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.job.guard.Inspector;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Finding;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardCheckTest {
    private static final ContentDraft DRESS = Drafts.reason("M-1", "P-1").build();

    @Test
    void holdsTextsAgainstTheGuardsWithTheFactsTheyWereWrittenFrom() {
        try (GuardCheck check = new GuardCheck(Inspector::shipped)) {
            assertThat(rules(check, "法式碎花，雪纺面料很轻盈，全网最好看的裙子。")).contains("LAW_ABSOLUTE_TERM");
            assertThat(rules(check, "法式碎花，纯棉面料很轻盈。")).contains("FACT_ABSENT");
            assertThat(rules(check, "法式碎花，雪纺面料很轻盈。")).doesNotContain("LAW_ABSOLUTE_TERM", "FACT_ABSENT");
        }
    }

    @Test
    void findsATermInItsDisguises() {
        DisguisedTerms terms = new DisguisedTerms();
        assertThat(terms.holds("这条裙子全 网-最★低价", "全网最低")).isTrue();
        assertThat(terms.holds("這條裙子全網最低價", "全网最低")).isTrue();
        assertThat(terms.holds("全网都在卖，价格最近低了", "全网最低")).isFalse();
        assertThat(terms.holds("一字", "字")).isTrue();
    }

    private static List<String> rules(GuardCheck check, String text) {
        return check.check(new TenantId("M-1"), DRESS.getKind(), text, DRESS.getSource()).stream()
                .map(Finding::getRule)
                .toList();
    }
}
