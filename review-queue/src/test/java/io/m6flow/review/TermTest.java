package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.TermChange;
import io.m6flow.schema.TermOperation;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TermTest {
    private static final TenantId SHOP = new TenantId("M-1");
    private static final Instant NOON = Instant.parse("2026-05-01T04:00:00.123Z");

    @Test
    void isWhatItsAdditionSays() {
        Term term = new Term(SHOP, "最显瘦", "", "夸大", "林", NOON);

        assertThat(Term.of(term.addition())).isEqualTo(term);
        assertThat(term.removal("陈", NOON.plusSeconds(1)))
                .isEqualTo(new TermChange("M-1", "最显瘦", TermOperation.REMOVE, null, "", "陈", NOON.plusSeconds(1)));
    }

    @Test
    void leavesOutBlanksAroundAndWhatIsFinerThanAMillisecond() {
        Term term = new Term(SHOP, " 最显瘦　", " 显瘦 ", " 夸大 ", "林", NOON.plusNanos(1));

        assertThat(term).isEqualTo(new Term(SHOP, "最显瘦", "显瘦", "夸大", "林", NOON));
    }

    @Test
    void cannotBreakTheRules() {
        assertThatThrownBy(() -> new Term(SHOP, "最", null, "", "林", NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("term has 1 characters; write 2 to 32");
    }
}
