package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Severity;
import io.m6flow.testkit.Drafts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewPolicyTest {
    private static final ContentDraft PRODUCT = Drafts.reason("M-1", "P-1").build();
    private static final ContentDraft SCRIPT = Drafts.script("H-1", "S-1", 0).build();
    private static final ContentDraft SUMMARY =
            Drafts.summary("H-1", "S-1", "all").build();

    @Test
    void manualLetsNothingPass() {
        ReviewPolicy policy = ReviewPolicy.parse("manual");

        assertThat(List.of(PRODUCT, SCRIPT, SUMMARY)).noneMatch(draft -> passes(policy, draft));
        assertThat(policy.waitsForPeople()).isTrue();
    }

    @Test
    void approveAllLetsEverythingPassUnderItsName() {
        ReviewPolicy policy = ReviewPolicy.parse("approve-all");

        assertThat(policy.rule(PRODUCT, () -> TrackRecord.NONE)).isEqualTo(new Ruling.ApproveNow("approve-all"));
        assertThat(List.of(PRODUCT, SCRIPT, SUMMARY)).allMatch(draft -> passes(policy, draft));
        assertThat(policy.waitsForPeople()).isFalse();
    }

    @Test
    void aSampleSendsItsShareToPeople() {
        ReviewPolicy policy = ReviewPolicy.parse("sample:20%");
        long waiting = IntStream.range(0, 2000)
                .mapToObj(i -> Drafts.reason("M-1", "P-" + i).build())
                .filter(draft -> !passes(policy, draft))
                .count();

        assertThat(waiting).isBetween(300L, 500L);
        assertThat(policy.waitsForPeople()).isTrue();
        assertThat(policy.name()).isEqualTo("sample:20%");
    }

    @Test
    void aSampleAnswersTheSameForTheSameDraft() {
        ReviewPolicy policy = ReviewPolicy.parse("sample:50%");

        assertThat(IntStream.range(0, 100)).allMatch(i -> {
            Drafts draft = Drafts.reason("M-1", "P-" + i);
            return policy.rule(draft.build(), () -> TrackRecord.NONE)
                    .equals(policy.rule(draft.text("another").build(), () -> TrackRecord.NONE));
        });
    }

    @Test
    void aSampleOfNothingOrAllIsExact() {
        assertThat(ReviewPolicy.parse("sample:0%").waitsForPeople()).isFalse();
        assertThat(passes(ReviewPolicy.parse("sample:0%"), PRODUCT)).isTrue();
        assertThat(IntStream.range(0, 300)
                        .mapToObj(i -> Drafts.badge("M-1", "P-" + i).build()))
                .noneMatch(draft -> passes(ReviewPolicy.parse("sample:100%"), draft));
    }

    @Test
    void aSampleLetsNothingSeriousPass() {
        ReviewPolicy policy = ReviewPolicy.parse("sample:1%");
        List<ContentDraft> plain = IntStream.range(0, 100)
                .mapToObj(i -> Drafts.reason("M-1", "P-" + i).build())
                .filter(draft -> passes(policy, draft))
                .toList();

        assertThat(plain).isNotEmpty();
        assertThat(plain).allMatch(draft -> passes(policy, with(Severity.WARNING, draft)));
        assertThat(plain).noneMatch(draft -> passes(policy, with(Severity.ERROR, draft)));
        assertThat(passes(ReviewPolicy.parse("sample:0%"), with(Severity.ERROR, PRODUCT)))
                .isTrue();
    }

    @Test
    void theDefaultMixLetsPassOnlyScriptsThatNobodyNoticedAnythingAbout() {
        ReviewPolicy policy = ReviewPolicy.parse("default");
        ContentDraft raw = Drafts.script("H-1", "S-1", 0).raw().build();

        assertThat(passes(policy, SCRIPT)).isTrue();
        assertThat(passes(policy, scriptWith(Severity.INFO))).isTrue();
        assertThat(passes(policy, scriptWith(Severity.WARNING))).isFalse();
        assertThat(passes(policy, scriptWith(Severity.ERROR))).isFalse();
        assertThat(passes(policy, raw)).isFalse();
        assertThat(passes(policy, PRODUCT)).isFalse();
        assertThat(passes(policy, SUMMARY)).isFalse();
        assertThat(policy.waitsForPeople()).isTrue();
    }

    @Test
    void whatAPersonSentBackAPersonSeesAgainWhereAnybodyLooks() {
        ContentDraft again = Drafts.script("H-1", "S-1", 0).attempt(1).build();

        assertThat(passes(ReviewPolicy.parse("default"), again)).isFalse();
        assertThat(passes(ReviewPolicy.parse("sample:1%"), again)).isFalse();
        assertThat(passes(ReviewPolicy.parse("sample:0%"), again)).isTrue();
        assertThat(passes(ReviewPolicy.parse("approve-all"), again)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sample:101%", "sample:9999%", "sample:-1%", "sample:5", "sample:x%", "sample:", "sample:5.5%"})
    void refusesASampleThatIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReviewPolicy.parse(text))
                .withMessageContaining("sample:5%");
    }

    @Test
    void refusesAnUnknownPolicyAndNamesTheKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReviewPolicy.parse("Manual"))
                .withMessageContaining("\"Manual\"")
                .withMessageContaining("approve-all");
    }

    private static ContentDraft scriptWith(Severity severity) {
        ContentDraft draft =
                Drafts.script("H-1", "S-1", 0).finding("facts", "雪纺").build();
        draft.getFindings().get(0).setSeverity(severity);
        return draft;
    }

    private static ContentDraft with(Severity severity, ContentDraft draft) {
        return ContentDraft.newBuilder(draft)
                .setFindings(scriptWith(severity).getFindings())
                .build();
    }

    private static boolean passes(ReviewPolicy policy, ContentDraft draft) {
        return policy.rule(draft, () -> TrackRecord.NONE).fold(awaitPerson -> false, approveNow -> true);
    }
}
