package io.m6flow.generator.m6;

import io.m6flow.generator.fact.FactCheck;
import io.m6flow.generator.fact.SpokenFact;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Speech that is to be cleaned, as the guard of its copy sees it: in units, of which some are fillers, some surely go, and
 * some state facts that must stay. A unit is a character, all bytes of a character that the vocabulary spells in bytes, or
 * a number or Latin word: 一百五十九 stays whole or goes whole, and never becomes 五十九. Immutable.
 */
final class SpokenSource {
    private static final String MARKS = "，。！？、；：,.!?;:…";
    private static final String MARKS_TO_ADD = "，。！？、；：…";
    private static final Pattern UNITS =
            Pattern.compile("[0-9A-Za-z]+(?:\\.[0-9]+)?|[〇零一二两三四五六七八九十百千万亿]+|.", Pattern.DOTALL);

    /**
     * What speakers say while they think; cleaning mostly puts a comma in the place of the first sort and nothing in that
     * of the second. It decides nothing but what is drafted.
     */
    private static final Pattern FILLERS = Pattern.compile("(对吧|[啊嗯呃额哦唉])|那个| ");

    /** Sounds of hesitation, and what is said twice and more in a row: it stays once, as it was said last. */
    private static final Pattern SURE = Pattern.compile("[呃嗯唔诶欸哎额]+|(\\p{IsHan}{2,8}?)(?:[，,、 ]?\\1)*[，,、 ]?(?=\\1)");

    /** Characters of which most that speakers say besides is made. */
    private static final String SMALL_WORDS =
            " 的地得了着过呢啊吧吗嘛呀哦哈嗯呃额哎诶那这个么就是然后所以因为但而且也都还又再很太真我你您他她它们咱大家自己什怎对不好来去说讲看想知道有在把给和跟与或";

    private static final FactCheck FACTS = FactCheck.read();

    /** A fact that must be told: its first and last unit, its words, and which fact it is. */
    record Fact(int first, int last, String words, int same) {}

    private final Decoding.Copy limits;
    private final List<String> words = new ArrayList<>();
    private final List<int[]> units = new ArrayList<>();
    private final Set<Integer> marks = new HashSet<>();
    private final Set<Integer> marksToAdd = new HashSet<>();
    /** The units of fillers, and whether a comma is likely in their place. */
    private final Map<Integer, Boolean> fillers = new HashMap<>();

    private final BitSet gone = new BitSet();
    private final List<Fact> facts = new ArrayList<>();
    private final int comma;
    private final int[] wordsLeft;
    /** How many of the units before each place say what is said nowhere else. */
    private final int[] saidOnce;

    SpokenSource(String source, Vocabulary vocabulary, Decoding.Copy limits) {
        this.limits = limits;
        MARKS.codePoints().map(vocabulary::idOf).filter(id -> id >= 0).forEach(marks::add);
        MARKS_TO_ADD.codePoints().map(vocabulary::idOf).filter(id -> id >= 0).forEach(marksToAdd::add);
        comma = vocabulary.idOf('，');
        NavigableMap<Integer, Integer> unitAt = new TreeMap<>();
        for (Matcher unit = UNITS.matcher(source); unit.find(); ) {
            unitAt.put(unit.start(), units.size());
            units.add(vocabulary.encode(unit.group()));
            words.add(unit.group());
        }
        for (Matcher filler = FILLERS.matcher(source); filler.find(); ) {
            boolean pause = filler.group(1) != null;
            unitAt.subMap(filler.start(), filler.end()).values().forEach(unit -> fillers.put(unit, pause));
        }
        if (limits.keepFacts()) {
            FACTS.spoken(source).forEach(fact -> add(fact, unitAt));
        }
        if (limits.dropSure()) {
            for (Matcher sure = SURE.matcher(source); sure.find(); ) {
                unitAt.subMap(sure.start(), sure.end()).values().forEach(gone::set);
            }
            FACTS.takenBack(source)
                    .forEach(words ->
                            unitAt.subMap(words.start(), words.end()).values().forEach(gone::set));
            facts.stream().filter(this::isLast).forEach(fact -> gone.clear(fact.first(), fact.last() + 1));
        }
        wordsLeft = new int[units.size() + 1];
        for (int i = units.size() - 1; i >= 0; i--) {
            wordsLeft[i] = wordsLeft[i + 1] + (isMark(i) || isGone(i) ? 0 : 1);
        }
        saidOnce = saidOnce();
    }

    private int[] saidOnce() {
        Map<String, Integer> pairs = new HashMap<>();
        for (int i = 0; i + 1 < units.size(); i++) {
            pairs.merge(words(i, i + 2), 1, Integer::sum);
        }
        int[] before = new int[units.size() + 1];
        for (int i = 0; i < units.size(); i++) {
            boolean again = isAgain(i - 1, pairs) || isAgain(i, pairs);
            boolean tells = !isMark(i) && !isGone(i) && !again && !SMALL_WORDS.contains(words.get(i));
            before[i + 1] = before[i] + (tells ? 1 : 0);
        }
        return before;
    }

    /** Whether the two units from here stand elsewhere, too. */
    private boolean isAgain(int unit, Map<String, Integer> pairs) {
        return unit >= 0 && unit + 1 < units.size() && pairs.getOrDefault(words(unit, unit + 2), 0) > 1;
    }

    /** How many tokens a copy of the whole source takes: as many as the source itself, or more. */
    static int tokens(String source, Vocabulary vocabulary) {
        return UNITS.matcher(source)
                .results()
                .mapToInt(unit -> vocabulary.encode(unit.group()).length)
                .sum();
    }

    static boolean isPunctuation(int codePoint) {
        return MARKS.indexOf(codePoint) >= 0;
    }

    private void add(SpokenFact fact, NavigableMap<Integer, Integer> unitAt) {
        int first = unitAt.floorEntry(fact.at().start()).getValue();
        int last = unitAt.lowerEntry(fact.at().end()).getValue();
        if (facts.isEmpty() || facts.get(facts.size() - 1).last() < first) {
            facts.add(new Fact(first, last, String.join("", words.subList(first, last + 1)), fact.same()));
        }
    }

    private boolean isLast(Fact fact) {
        return facts.stream().noneMatch(other -> other.same() == fact.same() && other.first() > fact.first());
    }

    Decoding.Copy limits() {
        return limits;
    }

    int size() {
        return units.size();
    }

    int[] tokens(int unit) {
        return units.get(unit);
    }

    String words(int from, int to) {
        return String.join("", words.subList(from, to));
    }

    boolean isMark(int unit) {
        int[] tokens = units.get(unit);
        return tokens.length == 1 && marks.contains(tokens[0]);
    }

    /** Whether it goes whatever the model would do. */
    boolean isGone(int unit) {
        return gone.get(unit);
    }

    /** How many units of these say what is said nowhere else. */
    int saidOnce(int from, int to) {
        return saidOnce[to] - saidOnce[from];
    }

    Set<Integer> marks() {
        return marks;
    }

    Set<Integer> marksToAdd() {
        return marksToAdd;
    }

    /** From this unit on, those that may be kept; marks do not count. */
    int wordsLeft(int unit) {
        return wordsLeft[unit];
    }

    List<Fact> facts() {
        return facts;
    }

    /**
     * The source's units from here on as they are likely to be cleaned: most of it is a copy. Where somebody draws breath,
     * cleaning mostly leaves a comma.
     *
     * @param afterMark whether a comma would stand beside another mark
     */
    List<Integer> likely(int from, boolean afterMark, int most) {
        List<Integer> ahead = new ArrayList<>();
        boolean mark = afterMark;
        for (int unit = from; unit < units.size() && ahead.size() < most; unit++) {
            Boolean pause = isGone(unit) ? Boolean.FALSE : fillers.get(unit);
            if (pause == null) {
                for (int token : units.get(unit)) {
                    ahead.add(token);
                }
                mark = isMark(unit);
            } else if (pause && !mark && comma >= 0) {
                ahead.add(comma);
                mark = true;
            }
        }
        return ahead;
    }
}
