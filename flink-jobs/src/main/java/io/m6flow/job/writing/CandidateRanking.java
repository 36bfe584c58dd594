package io.m6flow.job.writing;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Material;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts candidates in order, best first.
 *
 * <p>score = coverage − repetition − emptiness + logProbability, where
 *
 * <ul>
 *   <li>coverage is the share of the product's attribute values and title words that stand in the text (0 to 1),
 *   <li>repetition is the share of its four-character pieces that occurred in it before (0 to 1),
 *   <li>emptiness is 1 for a blank text, and falls to 0 at ten characters,
 *   <li>logProbability is the mean that the model itself gave to each token (at most 0).
 * </ul>
 *
 * A blank text comes after all others, whatever its score.
 */
final class CandidateRanking {
    private static final int ENOUGH = 10;
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** A candidate and the parts of its score by name; their sum is among them. */
    record Ranked(Candidate candidate, Map<String, Double> scores) {
        double score() {
            return scores.getOrDefault("score", 0.0);
        }

        boolean blank() {
            return candidate.text().isBlank();
        }
    }

    private CandidateRanking() {}

    static List<Ranked> rank(List<Candidate> candidates, Material material) {
        Set<String> facts = material.fold(CandidateRanking::facts, text -> Set.of());
        return candidates.stream()
                .map(candidate -> new Ranked(candidate, scores(candidate, facts)))
                .sorted(Comparator.comparing(Ranked::blank)
                        .thenComparing(Comparator.comparingDouble(Ranked::score).reversed()))
                .toList();
    }

    private static Map<String, Double> scores(Candidate candidate, Set<String> facts) {
        double coverage = coverage(candidate.text(), facts);
        double repetition = repetition(candidate.text());
        double emptiness = emptiness(candidate.text());
        double logProbability = Double.isFinite(candidate.meanLogProbability()) ? candidate.meanLogProbability() : 0;
        Map<String, Double> scores = new TreeMap<>();
        scores.put("coverage", coverage);
        scores.put("repetition", repetition);
        scores.put("emptiness", emptiness);
        scores.put("logProbability", logProbability);
        scores.put("score", coverage - repetition - emptiness + logProbability);
        return scores;
    }

    private static Set<String> facts(Material.Product product) {
        Set<String> facts = new HashSet<>();
        Stream.concat(
                        product.attributes().stream().map(attribute -> attribute.value()),
                        BETWEEN_WORDS.splitAsStream(product.title()))
                .map(String::strip)
                .filter(fact -> fact.length() >= 2)
                .forEach(facts::add);
        return facts;
    }

    private static double coverage(String text, Set<String> facts) {
        return facts.isEmpty()
                ? 0
                : (double) facts.stream().filter(text::contains).count() / facts.size();
    }

    private static double repetition(String text) {
        Pieces pieces = Pieces.of(text);
        return pieces.count() == 0 ? 0 : 1 - (double) pieces.distinct() / pieces.count();
    }

    private static double emptiness(String text) {
        return Math.max(0, 1 - (double) text.strip().length() / ENOUGH);
    }
}
