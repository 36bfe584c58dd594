package io.m6flow.lab.measure;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How good summaries are. Confined to one thread. */
public final class SummaryScore {
    private final Function<Draft, List<Finding>> guards;
    private final Mean rouge1 = new Mean();
    private final Mean rouge2 = new Mean();
    private final Mean rougeL = new Mean();
    private final Mean unsupported = new Mean();
    private final Mean length = new Mean();

    /**
     * A score of nothing yet.
     *
     * @param guards what a draft passes
     */
    public SummaryScore(Function<Draft, List<Finding>> guards) {
        this.guards = guards;
    }

    public void add(Sample.Report sample, String text) {
        Rouge rouge = Rouge.of(text, sample.references());
        rouge1.add(rouge.one());
        rouge2.add(rouge.two());
        rougeL.add(rouge.longest());
        Draft draft = new Draft("evaluation", ContentKind.SUMMARY, text, Source.speech(sample.text()));
        unsupported.add(
                guards.apply(draft).stream().anyMatch(finding -> finding.rule().startsWith("FACT_")));
        length.add(Grams.length(text));
    }

    /** What a reader would have without a model: the text up to the end of its first sentence. */
    public static String firstSentence(String text) {
        int end = 0;
        while (end < text.length() && "。！？!?\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, Math.min(text.length(), end + 1));
    }

    /** Of all that was added. */
    public Figures figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("rouge1", 100 * rouge1.value());
        figures.put("rouge2", 100 * rouge2.value());
        figures.put("rougeL", 100 * rougeL.value());
        figures.put("unsupportedShare", unsupported.value());
        figures.put("meanCharacters", length.value());
        return new Figures(figures);
    }
}
