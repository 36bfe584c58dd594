package io.m6flow.job.writing;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Material;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.FindingWeight;
import io.m6flow.generator.guard.Pieces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Puts candidates in order, best first.
 *
 * <p>score = coverage − repetition − emptiness − findings + logProbability, where
 *
 * <ul>
 *   <li>coverage is the share of the product's attribute values and title words that stand in the text (0 to 1),
 *   <li>repetition is the share of its four-character pieces that occurred in it before (0 to 1),
 *   <li>emptiness is 1 for a blank text, and falls to 0 at ten characters,
 *   <li>findings is what the guards noticed, weighed as {@link FindingWeight} says,
 *   <li>logProbability is the mean that the model itself gave to each token (at most 0).
 * </ul>
 *
 * A blank text comes after all others, whatever its score.
 */
public final class CandidateRanking {
    private static final int ENOUGH = 10;
    private static final int SHORTEST_FACT = 2;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Comparator<Ranked> BEST_FIRST = Comparator.comparing(Ranked::blank)
            .thenComparing(Comparator.comparingDouble(Ranked::score).reversed());

    /** A candidate with what was noticed about it and the parts of its score. */
    public record Ranked(
            Candidate candidate, List<Finding> findings, double coverage, double repetition, double emptiness) {
        /** What candidates are compared by. */
        public double score() {
            return coverage - repetition - emptiness - FindingWeight.penalty(findings) + logProbability();
        }

        private double logProbability() {
            return Double.isFinite(candidate.meanLogProbability()) ? candidate.meanLogProbability() : 0;
        }

        boolean blank() {
            return candidate.text().isBlank();
        }

        /** The parts by name, their sum among them. */
        Map<String, Double> scores() {
            Map<String, Double> scores = new TreeMap<>();
            scores.put("coverage", coverage);
            scores.put("repetition", repetition);
            scores.put("emptiness", emptiness);
            scores.put("findings", FindingWeight.penalty(findings));
            scores.put("logProbability", logProbability());
            scores.put("score", score());
            return scores;
        }
    }

    private CandidateRanking() {}

    /**
     * The candidates, best first.
     *
     * @param inspect says what is noticed about a text
     */
    public static List<Ranked> rank(
            List<Candidate> candidates, Material material, Function<String, List<Finding>> inspect) {
        Set<String> facts = material.fold(CandidateRanking::facts, text -> Set.of());
        List<Ranked> ranked = new ArrayList<>(candidates.size());
        candidates.forEach(candidate -> ranked.add(ranked(candidate, facts, inspect)));
        ranked.sort(BEST_FIRST);
        return ranked;
    }

    private static Ranked ranked(Candidate candidate, Set<String> facts, Function<String, List<Finding>> inspect) {
        String text = candidate.text();
        return new Ranked(
                candidate, inspect.apply(text), coverage(text, facts), repetition(Pieces.of(text)), emptiness(text));
    }

    private static Set<String> facts(Material.Product product) {
        Set<String> facts = new HashSet<>();
        product.attributes().forEach(attribute -> addFact(attribute.value(), facts));
        BETWEEN_WORDS.splitAsStream(product.title()).forEach(word -> addFact(word, facts));
        return facts;
    }

    private static void addFact(String words, Set<String> facts) {
        String fact = words.strip();
        if (fact.length() >= SHORTEST_FACT) {
            facts.add(fact);
        }
    }

    private static double coverage(String text, Set<String> facts) {
        int covered = 0;
        for (String fact : facts) {
            covered += text.contains(fact) ? 1 : 0;
        }
        return facts.isEmpty() ? 0 : (double) covered / facts.size();
    }

    private static double repetition(Pieces pieces) {
        return pieces.count() == 0 ? 0 : 1 - (double) pieces.distinct() / pieces.count();
    }

    private static double emptiness(String text) {
        return Math.max(0, 1 - (double) text.strip().length() / ENOUGH);
    }
}
