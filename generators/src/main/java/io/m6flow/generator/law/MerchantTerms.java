package io.m6flow.generator.law;

import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One merchant's terms, ready to be found. Immutable. */
final class MerchantTerms {
    static final int MOST = 1_000;
    static final String RULE = "LAW_MERCHANT_TERM";

    private final Map<String, MerchantTerm> byReading;
    private final List<MerchantTerm> terms;
    private final PieceFinder finder;

    private MerchantTerms(Map<String, MerchantTerm> byReading) {
        this.byReading = byReading;
        terms = List.copyOf(byReading.values());
        Map<String, Integer> words = new LinkedHashMap<>();
        // Numbers of a reading are pieces too, and all have the number 0.
        byReading.keySet().forEach(word -> words.put(word, words.size() + 1));
        finder = new PieceFinder(words, new long[words.size() + 1]);
    }

    static MerchantTerms none() {
        return new MerchantTerms(Map.of());
    }

    /** With this one, which takes the place of one that reads alike. */
    MerchantTerms with(MerchantTerm term, Glyphs glyphs) {
        String reading = read(term.text(), glyphs);
        if (reading.length() < 2 || reading.chars().anyMatch(c -> c == Glyphs.CLAUSE || c == Glyphs.SENTENCE)) {
            throw new IllegalArgumentException(
                    "a term must have at least 2 letters or digits and no sign that ends a clause");
        }
        Map<String, MerchantTerm> more = new LinkedHashMap<>(byReading);
        more.put(reading, term);
        if (more.size() > MOST) {
            throw new IllegalArgumentException("a merchant may have " + MOST + " terms; remove one first");
        }
        return new MerchantTerms(more);
    }

    MerchantTerms without(String text, Glyphs glyphs) {
        Map<String, MerchantTerm> fewer = new LinkedHashMap<>(byReading);
        fewer.remove(read(text, glyphs));
        return new MerchantTerms(fewer);
    }

    Collection<MerchantTerm> all() {
        return terms;
    }

    List<Finding> find(Reading reading) {
        if (terms.isEmpty()) {
            return List.of();
        }
        Pieces pieces = finder.find(reading);
        List<Finding> findings = new ArrayList<>();
        for (int piece = 0; piece < pieces.count(); piece++) {
            if (pieces.word(piece) != Vocabulary.NUMBER) {
                findings.add(finding(terms.get(pieces.word(piece) - 1), pieces, piece));
            }
        }
        return findings;
    }

    private static Finding finding(MerchantTerm term, Pieces pieces, int piece) {
        Reading reading = pieces.reading();
        return new Finding(
                RULE,
                reading.startInText(pieces.start(piece)),
                reading.endInText(pieces.end(piece) - 1),
                Severity.WARNING,
                term.reason().isBlank() ? "商家自定义禁用词" : "商家自定义禁用词：" + term.reason(),
                term.suggestion());
    }

    private static String read(String text, Glyphs glyphs) {
        return new String(Reading.of(text, glyphs).characters());
    }
}
