package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of a text can stand for all of it: clauses that follow one another, word for word.
 *
 * <p>How well one does so is said by the model and by three measures beside it: how much of it the rest of the text
 * speaks of, too (pairs of characters, as sentence extraction by centrality has it); its length, since the likelihood of a
 * character alone favours the shortest; and how early it stands, since reports say first what matters. Their weights were
 * chosen on headlines, reports and session summaries that nothing was trained on (decision 0033).
 */
final class Excerpts {
    /** How many are ranked at most: the model reads them all. */
    static final int MOST = 16;

    /** Characters of one. */
    static final int LONGEST = 60;

    private static final int SHORTEST = 6;
    private static final int CLAUSES = 4;

    /** Nats of the mean for each e-fold of characters. */
    private static final double LENGTH = 0.2;

    /** Nats of the mean where all of it is spoken of elsewhere. */
    private static final double CENTRALITY = 1;

    /** Nats for each sentence before it, of which two count. */
    private static final double LATER = 0.25;

    private static final int COUNTED = 2;

    private static final Pattern SENTENCE_END = Pattern.compile("[。！？\\n]+");
    private static final Pattern CLAUSE = Pattern.compile("[^，。！？；：\\n]+");
    private static final String OPENING = "「『“（《【";
    private static final String CLOSING = "」』”）》】";

    private Excerpts() {}

    /** Those with the highest lean, the highest first; none where no clause is of a fit length. */
    static List<Plan.Choice> of(String text) {
        Map<String, Integer> pairs = pairs(text);
        List<int[]> clauses = new ArrayList<>();
        for (Matcher clause = CLAUSE.matcher(text); clause.find(); ) {
            clauses.add(new int[] {clause.start(), clause.end()});
        }
        List<Plan.Choice> choices = new ArrayList<>();
        for (int first = 0; first < clauses.size(); first++) {
            double later = later(text, clauses.get(first)[0]);
            for (int last = first; last < Math.min(clauses.size(), first + CLAUSES); last++) {
                String run = text.substring(clauses.get(first)[0], clauses.get(last)[1])
                        .strip();
                if (fits(run)) {
                    choices.add(new Plan.Choice(run, lean(run, pairs) - later));
                }
            }
        }
        choices.sort(Comparator.comparingDouble(Plan.Choice::lean).reversed());
        return choices.stream().distinct().limit(MOST).toList();
    }

    private static boolean fits(String run) {
        int length = run.codePointCount(0, run.length());
        return length >= SHORTEST && length <= LONGEST && isWhole(run);
    }

    /** What is quoted or bracketed is so to its end. */
    private static boolean isWhole(String run) {
        int open = 0;
        for (int i = 0; i < run.length() && open >= 0; i++) {
            if (OPENING.indexOf(run.charAt(i)) >= 0) {
                open++;
            } else if (CLOSING.indexOf(run.charAt(i)) >= 0) {
                open--;
            }
        }
        return open == 0;
    }

    private static double lean(String run, Map<String, Integer> pairsOfAll) {
        Map<String, Integer> own = pairs(run);
        int shared = own.entrySet().stream()
                .filter(pair -> pairsOfAll.getOrDefault(pair.getKey(), 0) > pair.getValue())
                .mapToInt(Map.Entry::getValue)
                .sum();
        double centrality = (double) shared / (run.length() - 1);
        return CENTRALITY * centrality + LENGTH * Math.log(run.length());
    }

    private static double later(String text, int at) {
        long sentences = SENTENCE_END
                .matcher(text)
                .region(0, at)
                .results()
                .limit(COUNTED)
                .count();
        return LATER * sentences;
    }

    private static Map<String, Integer> pairs(String text) {
        Map<String, Integer> pairs = new HashMap<>();
        for (int i = 0; i + 1 < text.length(); i++) {
            pairs.merge(text.substring(i, i + 2), 1, Integer::sum);
        }
        return pairs;
    }
}
