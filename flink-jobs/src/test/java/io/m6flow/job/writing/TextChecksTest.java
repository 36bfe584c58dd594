package io.m6flow.job.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Material;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import java.util.Arrays;
import java.util.List;
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
        List<CandidateRanking.Ranked> ranked =
                CandidateRanking.rank(List.of(new Candidate("", 1, 0, 0), new Candidate("呀", 2, 1, -9)), DRESS);
        assertThat(ranked.get(0).candidate().text()).isEqualTo("呀");
    }

    @Test
    void theCheckNoticesWhatNoReaderWants() {
        assertThat(rules("")).containsExactly("EMPTY");
        assertThat(rules("短")).containsExactly("TOO_SHORT");
        assertThat(rules("穿着很舒服，穿着很舒服，穿着很舒服")).containsExactly("REPETITION");
        assertThat(rules("穿着很舒服\u0007的裙子")).containsExactly("GARBAGE");
        assertThat(rules("穿着abcdefghijklmnop舒服")).containsExactly("GARBAGE");
        assertThat(rules("穿着abcdefghijk舒服\n换行")).isEmpty();
        assertThat(rules("舒服的裙子呀\uD83D")).containsExactly("GARBAGE");
        assertThat(rules("舒服的裙子呀\uE000")).containsExactly("GARBAGE");
        assertThat(rules("舒服的裙子呀😀")).isEmpty();
        assertThat(rules("雪纺碎花裙，穿着轻盈舒服")).isEmpty();
    }

    @Test
    void repetitionIsFoundWhereverItStandsAndHoweverLongItIs() {
        for (String words : List.of("四个字呢", "这里有七个字呢", "这一句话有二十个字它说了又说不想停下来呀")) {
            assertThat(rules("先说一句，" + words + words + "，" + words + "然后没了"))
                    .as(words)
                    .containsExactly("REPETITION");
            assertThat(rules(words + "隔开" + words + "又隔开了" + words)).as(words).isEmpty();
        }
    }

    @Test
    void piecesAreCountedAsTheyStand() {
        for (String text : List.of("", "三个字", "四个字呢", "abcdabcdabcd", "一二三四一二三四", "\0\0\0\0\0\0")) {
            assertThat(Pieces.of(text).count()).isEqualTo(Math.max(0, text.length() - 3));
        }
        assertThat(Pieces.of("一二三四一二三四").distinct()).isEqualTo(4);
        assertThat(Pieces.of("一二三四一二三四").oneComesThrice()).isFalse();
        assertThat(Pieces.of("abcdabcdabcd").oneComesThrice()).isTrue();
        assertThat(Pieces.of("\0\0\0\0\0\0").distinct()).isEqualTo(1);
        assertThat(Pieces.of("\0\0\0\0\0\0").oneComesThrice()).isTrue();
    }

    @Test
    void aLatinWordOfTheSourceIsNoGarbage() {
        assertThat(found("这款polyurethane材质", "材质 polyurethane")).isEmpty();
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

    private static List<String> ranked(String... texts) {
        List<Candidate> candidates = Arrays.stream(texts)
                .map(text -> new Candidate(text, 1, text.length(), -1))
                .toList();
        return CandidateRanking.rank(candidates, DRESS).stream()
                .map(one -> one.candidate().text())
                .toList();
    }

    private static List<String> rules(String text) {
        return found(text, "雪纺").stream().map(Finding::getRule).toList();
    }

    private static List<Finding> found(String text, String source) {
        return BasicChecks.findings(Kind.REASON, text, Pieces.of(text), () -> source);
    }
}
