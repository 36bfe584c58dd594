package io.m6flow.lab.measure;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Severity;
import io.m6flow.generator.guard.Source;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How good reasons are. Confined to one thread. */
public final class ReasonScore {
    private static final int SHORTEST_VALUE = 2;
    private static final int RUN = 4;

    private final Function<Draft, List<Finding>> guards;
    private final Mean bleu = new Mean();
    private final Mean rouge1 = new Mean();
    private final Mean rouge2 = new Mean();
    private final Mean rougeL = new Mean();
    private final Mean coverage = new Mean();
    private final Mean coverageOfReferences = new Mean();
    private final Mean unsupported = new Mean();
    private final Mean violations = new Mean();
    private final Mean repetition = new Mean();
    private final Mean length = new Mean();
    private final Map<String, Integer> runs = new HashMap<>();

    /**
     * A score of nothing yet.
     *
     * @param guards what a draft passes
     */
    public ReasonScore(Function<Draft, List<Finding>> guards) {
        this.guards = guards;
    }

    public void add(Sample.Product sample, String text) {
        bleu.add(Bleu.of(text, sample.references()));
        Rouge rouge = Rouge.of(text, sample.references());
        rouge1.add(rouge.one());
        rouge2.add(rouge.two());
        rougeL.add(rouge.longest());
        Set<String> values = values(sample);
        if (!values.isEmpty()) {
            coverage.add(covered(values, text));
            sample.references().forEach(reference -> coverageOfReferences.add(covered(values, reference)));
        }
        List<Finding> findings = guards.apply(draft(sample, text));
        unsupported.add(findings.stream().anyMatch(finding -> finding.rule().startsWith("FACT_")));
        violations.add(findings.stream()
                .anyMatch(finding -> finding.rule().startsWith("LAW_") && finding.severity() != Severity.INFO));
        Map<String, Integer> own = Grams.of(text, RUN);
        repetition.add(own.isEmpty() ? 0 : 1 - (double) own.size() / Grams.total(own));
        own.forEach((run, count) -> runs.merge(run, count, Integer::sum));
        length.add(Grams.length(text));
    }

    private static Draft draft(Sample.Product sample, String text) {
        var product = sample.product();
        return new Draft(
                "evaluation",
                ContentKind.REASON,
                text,
                Source.product(product.title(), product.category(), product.attributes(), sample.price()));
    }

    private static Set<String> values(Sample.Product sample) {
        return sample.product().attributes().stream()
                .map(Attribute::value)
                .filter(value -> Grams.length(value) >= SHORTEST_VALUE)
                .collect(Collectors.toSet());
    }

    private static double covered(Set<String> values, String text) {
        return (double) values.stream().filter(text::contains).count() / values.size();
    }

    /** Of all that was added. */
    public Figures figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("bleu4", 100 * bleu.value());
        figures.put("rouge1", 100 * rouge1.value());
        figures.put("rouge2", 100 * rouge2.value());
        figures.put("rougeL", 100 * rougeL.value());
        figures.put("attributeCoverage", coverage.value());
        figures.put("attributeCoverageOfReferences", coverageOfReferences.value());
        figures.put("unsupportedShare", unsupported.value());
        figures.put("violationShare", violations.value());
        figures.put("distinct4", runs.isEmpty() ? 0 : (double) runs.size() / Grams.total(runs));
        figures.put("repetition", repetition.value());
        figures.put("meanCharacters", length.value());
        return new Figures(figures);
    }
}
