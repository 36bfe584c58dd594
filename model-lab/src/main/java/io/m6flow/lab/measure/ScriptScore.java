package io.m6flow.lab.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How well speech was cleaned. Confined to one thread. */
public final class ScriptScore {
    private final Mean exact = new Mean();
    private final Mean exactLetters = new Mean();
    private final Mean rougeL = new Mean();
    private final Mean factsKept = new Mean();
    private final Mean factsMended = new Mean();
    private final Mean forbiddenGone = new Mean();
    private Deletions deletions = Deletions.NONE;

    public void add(Sample.Speech sample, String text) {
        exact.add(text.equals(sample.clean()));
        exactLetters.add(Deletions.letters(text).equals(Deletions.letters(sample.clean())));
        rougeL.add(Rouge.of(text, sample.references()).longest());
        deletions = deletions.plus(Deletions.of(sample.raw(), text, sample.clean()));
        sample.facts()
                .forEach(fact -> (sample.raw().contains(fact) ? factsKept : factsMended).add(text.contains(fact)));
        sample.forbidden().forEach(words -> forbiddenGone.add(!text.contains(words)));
    }

    /** Of all that was added; those about facts and forbidden words only where the samples name any. */
    public Figures figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("exactMatch", exact.value());
        figures.put("exactLetters", exactLetters.value());
        figures.put("deletionPrecision", deletions.precision());
        figures.put("deletionRecall", deletions.recall());
        figures.put("deletionF", deletions.f());
        figures.put("rougeL", 100 * rougeL.value());
        for (Map.Entry<String, Mean> share : List.of(
                Map.entry("factsKept", factsKept),
                Map.entry("factsMended", factsMended),
                Map.entry("forbiddenGone", forbiddenGone))) {
            if (!share.getValue().isEmpty()) {
                figures.put(share.getKey(), share.getValue().value());
            }
        }
        return new Figures(figures);
    }
}
