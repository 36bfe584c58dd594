package io.m6flow.job.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Material;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Severity;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.Evidence;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TextChecksTest {
    private static final Material DRESS =
            new Material.Product("碎花裙 夏季", "", List.of(new io.m6flow.generator.Attribute("面料", "雪纺")));

    @Test
    void aTextThatSpeaksOfTheProductComesFirst() {
        assertThat(ranked("好看的衣服值得拥有呀呀", "雪纺的碎花裙，夏季清凉")).startsWith("雪纺的碎花裙，夏季清凉");
    }

    @Test
    void aTextThatRepeatsItselfComesLater() {
        assertThat(ranked("雪纺碎花裙雪纺碎花裙雪纺碎花裙", "雪纺碎花裙穿着轻盈")).startsWith("雪纺碎花裙穿着轻盈");
    }

    @Test
    void anEmptyTextComesLastHoweverLikely() {
        List<CandidateRanking.Ranked> ranked = CandidateRanking.rank(
                List.of(new Candidate("", 1, 0, 0), new Candidate("呀", 2, 1, -9)), DRESS, text -> List.of());
        assertThat(ranked.get(0).candidate().text()).isEqualTo("呀");
    }

    @Test
    void evidencePointsToTheLongestAttributeOnceForEachPlace() {
        List<Evidence> evidence = AttributeEvidence.find(
                "雪纺面料的裙，雪纺好", List.of(new Attribute("材质", "雪纺"), new Attribute("面料", "雪纺面料"), new Attribute("尺", "大")));
        assertThat(evidence).extracting(Evidence::getSupport).containsExactly("面料", "材质");
        assertThat(evidence).extracting(Evidence::getStart).containsExactly(0, 7);
    }

    @Test
    void aCleanedTextMayLeaveOutAndPunctuateOnly() {
        String said = "嗯 这条ＡＢ裙子是雪纺的 雪纺的";
        assertThat(Faithfulness.holds("这条AB裙子，是雪纺的。", said)).isTrue();
        assertThat(Faithfulness.holds("", said)).isTrue();
        assertThat(Faithfulness.holds("这条裙子是真丝的", said)).isFalse();
        assertThat(Faithfulness.holds("雪纺的这条裙子", said)).isFalse();
    }

    @Test
    void windowsMakeUpTheTextAgain() {
        String text = "第一句话在这里。第二句话，也在这里。".repeat(30) + "😀".repeat(200);
        List<String> windows = TextWindows.cut(text, 50);
        assertThat(String.join("", windows)).isEqualTo(text);
        assertThat(windows).allSatisfy(window -> {
            assertThat(window).hasSizeBetween(1, 50);
            assertThat(Character.isLowSurrogate(window.charAt(0))).isFalse();
        });
        assertThat(windows.get(0)).endsWith("。");
    }

    @Test
    void whatTheGuardsNoticedComesLater() {
        String noticed = "雪纺碎花裙，夏季全网最好";
        String plain = "好看的衣服值得拥有呀呀";
        Finding error = new Finding("LAW_ABSOLUTE_TERM", 8, 12, Severity.ERROR, "", null);
        assertThat(ranked(text -> List.of(), noticed, plain)).startsWith(noticed);
        assertThat(ranked(text -> text.equals(noticed) ? List.of(error) : List.of(), noticed, plain))
                .startsWith(plain);
    }

    private static List<String> ranked(String... texts) {
        return ranked(text -> List.of(), texts);
    }

    private static List<String> ranked(Function<String, List<Finding>> inspect, String... texts) {
        List<Candidate> candidates = Arrays.stream(texts)
                .map(text -> new Candidate(text, 1, text.length(), -1))
                .toList();
        return CandidateRanking.rank(candidates, DRESS, inspect).stream()
                .map(one -> one.candidate().text())
                .toList();
    }
}
