package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Guard;
import io.m6flow.generator.guard.Severity;
import io.m6flow.review.recall.RecallChecks;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardCheckTest {
    /** Says of a draft what it was given. */
    private static final Guard TELLS = draft -> List.of(new Finding(
            "TOLD",
            0,
            draft.text().length(),
            Severity.ERROR,
            draft.tenant() + " " + draft.kind() + " " + draft.source().title() + " "
                    + draft.source().price() + " " + draft.source().attributes().size() + " ["
                    + draft.source().transcript() + "]",
            null));

    @Test
    void givesGuardsTheTextWithItsFactsAndTakesTheirFindings() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();

        assertThat(new GuardCheck(List.of(TELLS, TELLS))
                        .check(new TenantId("M-1"), draft.getKind(), "新的文案", draft.getSource()))
                .hasSize(2)
                .allSatisfy(finding -> {
                    assertThat(finding.getRule()).isEqualTo("TOLD");
                    assertThat(finding.getEnd()).isEqualTo(4);
                    assertThat(finding.getSeverity()).isEqualTo(io.m6flow.schema.Severity.ERROR);
                    assertThat(finding.getMessage()).isEqualTo("M-1 REASON 法式碎花连衣裙女夏季新款收腰显瘦雪纺长裙 199.00 3 []");
                });
    }

    @Test
    void withoutGuardsThereIsNoCheck() {
        assertThat(ReviewParts.checks(List.of())).isEqualTo(RecallChecks.TERMS_ALONE);
        assertThat(ReviewParts.checks(List.of(TELLS)).check()).isPresent();
    }
}
