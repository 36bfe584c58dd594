package io.m6flow.lab.measure;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * BLEU-4 of one text by characters (Papineni et al., BLEU: a Method for Automatic Evaluation of Machine Translation, ACL
 * 2002), as nltk's {@code sentence_bleu} computes it with {@code SmoothingFunction().method3}: counts are clipped by the
 * reference that holds a run the most often, the brevity penalty takes the reference whose length is the nearest (the shorter
 * of two), and the k-th precision without a match becomes 1 / (2^k · runs).
 */
public final class Bleu {
    private static final int LONGEST = 4;

    private Bleu() {}

    /**
     * From 0 to 1; 0 for a text without one character of the references.
     *
     * @throws IllegalArgumentException without a reference
     */
    public static double of(String text, List<String> references) {
        if (references.isEmpty()) {
            throw new IllegalArgumentException("BLEU needs a reference");
        }
        double logs = 0;
        int unmatched = 0;
        for (int n = 1; n <= LONGEST; n++) {
            Map<String, Integer> runs = Grams.of(text, n);
            int matches = Grams.shared(runs, most(references, n));
            if (matches == 0 && n == 1) {
                return 0;
            }
            double all = Math.max(1, Grams.total(runs));
            logs += Math.log(matches > 0 ? matches / all : 1 / (Math.pow(2, ++unmatched) * all));
        }
        return brevityPenalty(Grams.length(text), references) * Math.exp(logs / LONGEST);
    }

    private static Map<String, Integer> most(List<String> references, int n) {
        Map<String, Integer> most = new HashMap<>();
        references.forEach(
                reference -> Grams.of(reference, n).forEach((gram, count) -> most.merge(gram, count, Math::max)));
        return most;
    }

    private static double brevityPenalty(int length, List<String> references) {
        int nearest = references.stream()
                .map(Grams::length)
                .min(Comparator.<Integer>comparingInt(reference -> Math.abs(reference - length))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
        return length > nearest ? 1 : Math.exp(1 - (double) nearest / length);
    }
}
