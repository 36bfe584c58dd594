package io.m6flow.generator.m6;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.Material;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Words of a product that a hint or a badge may be: each stands verbatim in the title or in an attribute's value. */
final class WordChoices {
    /** How many are ranked at most. */
    static final int MOST = 20;

    private static final Pattern HANZI = Pattern.compile("[\u3400-\u9fff]");
    private static final int SHORTEST = 2;

    private WordChoices() {}

    /**
     * @param most characters of a choice at most
     * @param factsFirst attribute values before parts of the title, for when not all can be ranked
     */
    static List<String> of(Material.Product product, Facts facts, int most, boolean factsFirst) {
        Set<String> values = new LinkedHashSet<>();
        for (Attribute attribute : product.attributes()) {
            if (!Phrases.saysNothing(attribute.value())) {
                values.addAll(Phrases.parts(attribute.value()));
            }
        }
        Set<String> ordered = new LinkedHashSet<>();
        if (factsFirst) {
            ordered.addAll(values);
        }
        for (String part : Phrases.parts(product.title())) {
            ordered.addAll(pieces(part, facts, most));
        }
        ordered.addAll(values);
        List<String> choices = ordered.stream().filter(word -> fits(word, most)).toList();
        List<String> telling =
                choices.stream().filter(word -> !facts.nouns().contains(word)).toList();
        if (choices.isEmpty()) {
            return cut(product, most);
        }
        // A bare name tells a reader nothing that the picture does not.
        return (telling.isEmpty() ? choices : telling).stream().limit(MOST).toList();
    }

    /** Pieces of a title's part that begin where it or a known word begins, and end where it or a known word ends. */
    private static List<String> pieces(String part, Facts facts, int most) {
        TreeSet<Integer> starts = new TreeSet<>(Set.of(0));
        TreeSet<Integer> ends = new TreeSet<>(Set.of(part.length()));
        Set<String> known = new LinkedHashSet<>(facts.words());
        known.addAll(facts.nouns());
        for (String word : known) {
            for (int at = part.indexOf(word); at >= 0 && word.length() > 1; at = part.indexOf(word, at + 1)) {
                starts.add(at);
                ends.add(at + word.length());
            }
        }
        List<String> pieces = new ArrayList<>();
        for (int end : ends.descendingSet()) {
            for (int start : starts.subSet(Math.max(0, end - 2 * most), Math.max(0, end - 1))) {
                pieces.add(part.substring(start, end));
            }
        }
        pieces.sort(Comparator.comparingInt(piece -> facts.nouns().stream().anyMatch(piece::endsWith) ? 0 : 1));
        return pieces;
    }

    private static boolean fits(String word, int most) {
        int length = word.codePointCount(0, word.length());
        return length >= SHORTEST
                && length <= most
                && HANZI.matcher(word).find()
                && word.equals(Normal.source(word))
                && !Phrases.isSaying(word);
    }

    /** For a product of Latin letters or of one character: as much of its title as fits. */
    private static List<String> cut(Material.Product product, int most) {
        String title = product.title().strip();
        int end = title.offsetByCodePoints(0, Math.min(most, title.codePointCount(0, title.length())));
        return title.isEmpty() ? List.of() : List.of(title.substring(0, end).strip());
    }
}
