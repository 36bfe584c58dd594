package io.m6flow.generator.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Severity;
import io.m6flow.generator.guard.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClaimModelTest {
    private static final int HELD_OUT = 1000;

    /** No term of the shipped lexicon stands in it; once one does, another sentence must take its place. */
    private static final String UNEXPLAINED = "美缝剂绝 对 无 毒，舔一口都没事。";

    private final LexiconGuard guard = new LexiconGuard(Lexicon.shipped());

    @Test
    void tellsSentencesApartThatItWasNotTaught() throws IOException {
        List<ClaimTrainer.Sample> labelled = new ArrayList<>(ClaimTrainer.labelled());
        Collections.shuffle(labelled, new Random(3));
        List<ClaimTrainer.Sample> unseen = labelled.subList(0, HELD_OUT);
        List<ClaimTrainer.Sample> taught = new ArrayList<>(labelled.subList(HELD_OUT, labelled.size()));
        taught.addAll(ClaimTrainer.plain());

        ClaimModel model = ClaimTrainer.train(taught);
        assertThat(share(model, unseen, true)).isGreaterThan(0.7);
        assertThat(share(model, unseen, false)).isLessThan(0.1);
    }

    /** Of the samples of this kind, the share that is found suspicious. */
    private static double share(ClaimModel model, List<ClaimTrainer.Sample> samples, boolean unlawful) {
        return samples.stream()
                .filter(sample -> sample.unlawful() == unlawful)
                .mapToInt(sample -> Excerpt.of(Lexicon.shipped().read(sample.text())).stream()
                                .anyMatch(excerpt -> model.likelihood(excerpt) >= LexiconGuard.SUSPICIOUS)
                        ? 1
                        : 0)
                .average()
                .orElseThrow();
    }

    /** Nobody wrote a pattern for {@code adlaw-unseen.jsonl}, nor was the model taught it; keep it so. */
    @Test
    void theGuardFindsWhatNeitherTheLexiconNorTheModelWasWrittenFor() throws IOException {
        List<ClaimTrainer.Sample> unseen = ClaimTrainer.labelled("adlaw-unseen.jsonl");
        assertThat(found(unseen, true)).isGreaterThanOrEqualTo(0.95);
        assertThat(found(unseen, false)).isLessThanOrEqualTo(0.05);
    }

    private double found(List<ClaimTrainer.Sample> samples, boolean unlawful) {
        return samples.stream()
                .filter(sample -> sample.unlawful() == unlawful)
                .mapToInt(sample -> check(sample.text()).isEmpty() ? 0 : 1)
                .average()
                .orElseThrow();
    }

    @Test
    void pointsOutAPassageThatNoTermExplains() {
        assertThat(Lexicon.shipped().check("M-1", UNEXPLAINED)).isEmpty();
        String plain = "袋装，一公斤。";
        assertThat(check(plain.repeat(12) + UNEXPLAINED)).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo(LexiconGuard.LIKELY);
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.start()).as("a twelfth would pass 80").isEqualTo(11 * plain.length());
            assertThat(finding.end()).isEqualTo(12 * plain.length() + UNEXPLAINED.length());
        });
    }

    @Test
    void leavesToTheLexiconWhatItExplains() {
        assertThat(check("全网最低价，国家级品质。"))
                .isNotEmpty()
                .noneMatch(found -> found.rule().equals(LexiconGuard.LIKELY));
    }

    @Test
    void hasNothingToSayOfAnEmptyText() {
        assertThat(check("")).isEmpty();
        assertThat(check("，。！")).isEmpty();
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        ClaimModel model = ClaimModel.shipped();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        ClaimModel read = ClaimModel.read(new ByteArrayInputStream(out.toByteArray()));
        Excerpt excerpt = Excerpt.of(Lexicon.shipped().read(UNEXPLAINED)).get(0);
        assertThat(read.likelihood(excerpt)).isEqualTo(model.likelihood(excerpt));
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThatThrownBy(() -> ClaimModel.read(new ByteArrayInputStream(new byte[] {1, 2, 3})))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new ClaimModel(new byte[3], 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("131072 weights");
    }

    private List<Finding> check(String text) {
        return guard.check(new Draft("M-1", ContentKind.REASON, text, Source.speech("")));
    }
}
