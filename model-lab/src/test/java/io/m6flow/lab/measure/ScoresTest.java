package io.m6flow.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.Material;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static final double EXACT = 1e-6;

    private static Sample.Product skirt(String... references) {
        Material.Product product = new Material.Product(
                "碎花裙", "女装", List.of(new Attribute("面料", "雪纺"), new Attribute("图案", "碎花"), new Attribute("码", "M")));
        return new Sample.Product("P-1", product, "", List.of(references));
    }

    @Test
    void aReasonIsAskedForTheAttributesOfTwoCharactersAndMore() {
        ReasonScore score = new ReasonScore(draft -> List.of());
        score.add(skirt("碎花雪纺裙"), "雪纺很轻");
        score.add(skirt("碎花雪纺裙"), "碎花雪纺很轻");

        assertThat(score.figures().get("attributeCoverage")).isCloseTo(0.75, within(EXACT));
        assertThat(score.figures().get("attributeCoverageOfReferences")).isEqualTo(1);
    }

    @Test
    void findingsAreCountedByTexts() {
        ReasonScore score = new ReasonScore(draft -> draft.text().contains("最")
                ? List.of(
                        new Finding("LAW_ABSOLUTE_TERM", 0, 1, Severity.ERROR, "最", null),
                        new Finding("LAW_ABSOLUTE_TERM", 1, 2, Severity.ERROR, "最", null),
                        new Finding("FACT_ABSENT", 0, 1, Severity.INFO, "无", null))
                : List.of());
        score.add(skirt("裙"), "最最好");
        score.add(skirt("裙"), "好看的");

        assertThat(score.figures().get("violationShare")).isEqualTo(0.5);
        assertThat(score.figures().get("unsupportedShare")).isEqualTo(0.5);
    }

    @Test
    void distinctRunsAreCountedOverAllTextsAndRepeatedOnesWithinEach() {
        ReasonScore score = new ReasonScore(draft -> List.of());
        score.add(skirt("裙"), "甲乙丙丁甲乙丙丁");
        score.add(skirt("裙"), "甲乙丙丁");

        // Five runs and one more; four are different. One of five stood there before.
        assertThat(score.figures().get("distinct4")).isCloseTo(4 / 6.0, within(EXACT));
        assertThat(score.figures().get("repetition")).isCloseTo(0.1, within(EXACT));
    }

    @Test
    void factsCountThatStandInTheRawText() {
        ScriptScore score = new ScriptScore();
        score.add(
                new Sample.Speech(
                        "S-1", "嗯雪纺的一百九十九那个那个", "雪纺的，一百九十九。", List.of("雪纺", "一百九十九", "里布"), List.of("嗯", "那个那个")),
                "雪纺的那个那个");

        assertThat(score.figures().get("factsKept")).isEqualTo(0.5);
        assertThat(score.figures().get("factsMended")).isZero();
        assertThat(score.figures().get("forbiddenGone")).isEqualTo(0.5);
        assertThat(score.figures().get("exactMatch")).isZero();
    }

    @Test
    void aSetWithoutFactsHasNoFigureOfThem() {
        ScriptScore score = new ScriptScore();
        score.add(new Sample.Speech("S-1", "嗯好", "好。", List.of(), List.of()), "好");

        assertThat(score.figures().get("exactMatch")).isZero();
        assertThat(score.figures().get("exactLetters")).isEqualTo(1);
        assertThatThrownBy(() -> score.figures().get("factsKept")).hasMessageContaining("factsKept");
    }

    @Test
    void theFirstSentenceEndsWithItsMark() {
        assertThat(SummaryScore.firstSentence("青禾超市关店。员工转岗。")).isEqualTo("青禾超市关店。");
        assertThat(SummaryScore.firstSentence("没有句号")).isEqualTo("没有句号");
    }
}
