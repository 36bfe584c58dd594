package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedbackTest {
    private static final ContentDraft DRAFT =
            Drafts.reason("M-1", "P-1").text("全网最低价的雪纺裙，显瘦").build();

    @ParameterizedTest
    @ValueSource(strings = {"别写「显瘦」", "别写『显瘦』", "别写“显瘦”", "别写\"显瘦\"", "「显瘦」不对，换成「修身」"})
    void strikesOutWhatAReasonQuotesFromTheText(String reason) {
        assertThat(feedback(List.of(reason), List.of()).getWithout()).containsExactly("显瘦");
    }

    @Test
    void strikesOutWhatAReviewerNamesWhetherItStandsThereOrNot() {
        assertThat(feedback(List.of("facts"), List.of(" 性感 ", "显瘦", "显瘦")).getWithout())
                .containsExactly("性感", "显瘦");
    }

    @Test
    void keepsTheLatestWordsWhereThereAreTooMany() {
        ReviewFeedback before = feedback(List.of("facts"), List.of());
        before.setWithout(
                IntStream.range(0, Feedback.MAX_WORDS).mapToObj(i -> "词" + i).toList());

        List<String> words = Feedback.of(
                        DRAFT, new Verdict.SendBack(List.of("facts"), List.of("显瘦")), before, TestTime.NOW)
                .getWithout();

        assertThat(words).hasSize(Feedback.MAX_WORDS).doesNotContain("词0").contains("词1", "显瘦");
    }

    @Test
    void limitsWhatAReviewerMaySay() {
        List<String> reason = List.of("facts");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Verdict.SendBack(List.of(), List.of()))
                .withMessageContaining("needs a reason");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Verdict.SendBack(Collections.nCopies(11, "x"), List.of()))
                .withMessageContaining("10 reasons");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Verdict.SendBack(reason, List.of("字".repeat(41))))
                .withMessageContaining("40 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Verdict.SendBack(
                        reason, IntStream.range(0, 11).mapToObj(i -> "词" + i).toList()))
                .withMessageContaining("10 words");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SendBackRule(11, Duration.ZERO))
                .withMessage("rewrites must be 0 to 10, was 11");
    }

    private static ReviewFeedback feedback(List<String> reasons, List<String> without) {
        return Feedback.of(DRAFT, new Verdict.SendBack(reasons, without), null, TestTime.NOW);
    }
}
