package io.m6flow.lab.measure;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * ROUGE by characters (Lin, ROUGE: A Package for Automatic Evaluation of Summaries, 2004): the harmonic mean of precision
 * and recall, of the reference for which it is the highest.
 *
 * @param one of single characters, 0 to 1
 * @param two of pairs
 * @param longest of the longest common subsequence
 */
public record Rouge(double one, double two, double longest) {

    /**
     * Of one text.
     *
     * @throws IllegalArgumentException without a reference
     */
    public static Rouge of(String text, List<String> references) {
        if (references.isEmpty()) {
            throw new IllegalArgumentException("ROUGE needs a reference");
        }
        return new Rouge(
                best(references, reference -> runs(text, reference, 1)),
                best(references, reference -> runs(text, reference, 2)),
                best(references, reference -> subsequence(text, reference)));
    }

    private static double best(List<String> references, ToDoubleFunction<String> score) {
        return references.stream().mapToDouble(score).max().orElse(0);
    }

    private static double runs(String text, String reference, int n) {
        Map<String, Integer> written = Grams.of(text, n);
        Map<String, Integer> wanted = Grams.of(reference, n);
        return harmonic(Grams.shared(written, wanted), Grams.total(written), Grams.total(wanted));
    }

    private static double subsequence(String text, String reference) {
        int[] written = text.codePoints().toArray();
        int[] wanted = reference.codePoints().toArray();
        return harmonic(longestCommon(written, wanted), written.length, wanted.length);
    }

    private static double harmonic(int shared, int written, int wanted) {
        return shared == 0 ? 0 : 2.0 * shared / (written + wanted);
    }

    private static int longestCommon(int[] a, int[] b) {
        int[] before = new int[b.length + 1];
        for (int character : a) {
            int[] now = new int[b.length + 1];
            for (int j = 0; j < b.length; j++) {
                now[j + 1] = character == b[j] ? before[j] + 1 : Math.max(before[j + 1], now[j]);
            }
            before = now;
        }
        return before[b.length];
    }
}
