package io.m6flow.generator.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules are tried at few places of a text only, and must not miss a match for it. */
class RulesTest {
    private static final List<String> PATTERNS = List.of(
            "包 ~6 好",
            "<n> ~4 天 ~3 见效|好",
            "<n> <n>? 斤 ~5 <n>",
            "第 <n>",
            "第 <n> 斤",
            "第 <n> 天 ~1 包",
            "近 <n>? 见效",
            "最 !近 ~2 好|快?",
            "好 ~~8 包 ~2 快",
            "不? 最 ~3 快 $",
            "，|。 ~2 包",
            "全 ~20 <n> ~20 天",
            "快");

    /** What texts are made of: the patterns' words, numbers of several lengths, marks, and what no rule knows. */
    private static final List<String> BITS = List.of(
            "包", "好", "天", "见效", "斤", "第", "最", "近", "快", "不", "全", "一", "十二", "365", "2.5", "一千二百三十四", "，", "。", "的",
            "在这里", "zui");

    private static final int TEXTS = 4_000;
    private static final int MOST_BITS = 24;

    private final Glyphs glyphs = new Glyphs(Map.of());
    private final Vocabulary vocabulary = new Vocabulary(Map.of(), glyphs);
    private final List<Rules.Rule<Integer>> rules = new ArrayList<>();

    private record Found(int start, int end, int rule) {}

    @Test
    void noMatchIsMissedAndNoneIsMadeUp() {
        for (String written : PATTERNS) {
            Pattern.parse(written, vocabulary).forEach(pattern -> rules.add(new Rules.Rule<>(pattern, rules.size())));
        }
        Looks looks = new Looks(vocabulary.words(), vocabulary.words());
        PieceFinder finder = new PieceFinder(looks.words(), vocabulary.traits());
        Rules<Integer> tested = new Rules<>(rules, vocabulary, looks);
        Random random = new Random(1);
        int matches = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random);
            Pieces pieces = finder.find(Reading.of(text, glyphs));
            Set<Found> found = new HashSet<>();
            tested.match(pieces, (start, end, rule) -> found.add(new Found(start, end, rule)));
            assertThat(found).as(text).isEqualTo(everywhere(pieces));
            matches += found.size();
        }
        assertThat(matches).as("matches in all texts").isGreaterThan(TEXTS);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int bits = random.nextInt(MOST_BITS); bits >= 0; bits--) {
            text.append(BITS.get(random.nextInt(BITS.size())));
        }
        return text.toString();
    }

    /** Tries each rule at each piece. */
    private Set<Found> everywhere(Pieces pieces) {
        Set<Found> found = new HashSet<>();
        for (Rules.Rule<Integer> rule : rules) {
            List<Element> elements = rule.pattern().elements();
            for (int piece = 0; piece < pieces.count(); piece++) {
                if (vocabulary.isIn(elements.get(0).words(), pieces.word(piece))) {
                    int end = end(elements.subList(1, elements.size()), pieces.end(piece), pieces);
                    if (end >= 0) {
                        found.add(new Found(pieces.start(piece), end, rule.meaning()));
                    }
                }
            }
        }
        return found;
    }

    private int end(List<Element> rest, int from, Pieces pieces) {
        if (rest.isEmpty()) {
            return from;
        }
        Element element = rest.get(0);
        List<Element> others = rest.subList(1, rest.size());
        if (element.kind() == Element.Kind.FORBIDDEN) {
            return stands(element, from, from, pieces).isEmpty() ? end(others, from, pieces) : -1;
        }
        if (element.words() == Element.END) {
            return pieces.reading().clauseEnd(from) == from ? end(others, from, pieces) : -1;
        }
        int latest = element.kind() == Element.Kind.OPTIONAL ? end(others, from, pieces) : -1;
        int limit = element.acrossClauses()
                ? pieces.reading().sentenceEnd(from)
                : pieces.reading().clauseEnd(from);
        for (int piece : stands(element, from, Math.min(from + element.gap(), limit), pieces)) {
            latest = Math.max(latest, end(others, pieces.end(piece), pieces));
        }
        return latest;
    }

    private List<Integer> stands(Element element, int from, int to, Pieces pieces) {
        List<Integer> standing = new ArrayList<>();
        for (int piece = 0; piece < pieces.count(); piece++) {
            boolean here = pieces.start(piece) >= from && pieces.start(piece) <= to;
            if (here && vocabulary.isIn(element.words(), pieces.word(piece))) {
                standing.add(piece);
            }
        }
        return standing;
    }
}
