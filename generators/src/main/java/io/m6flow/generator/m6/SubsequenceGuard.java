package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a cleaned text to its source: the source's characters in order with pieces left out, plus punctuation.
 *
 * <p>Next may come any of the source's next {@code window} units (its earliest place counts), or a mark that does not
 * follow another. The end may come when at most {@code tail} units of the source are left. A unit is a character, all
 * bytes of a character that the vocabulary spells in bytes, or a number or Latin word: 一百五十九 stays whole or goes
 * whole, and never becomes 五十九. Punctuation does not open a text, unless the source has nothing else.
 */
final class SubsequenceGuard implements Bound {
    private static final String MARKS = "，。！？、；：,.!?;:…";
    private static final String MARKS_TO_ADD = "，。！？、；：…";
    private static final Pattern UNITS =
            Pattern.compile("[0-9A-Za-z]+(?:\\.[0-9]+)?|[〇零一二两三四五六七八九十百千万亿]+|.", Pattern.DOTALL);

    /**
     * What speakers say while they think; cleaning mostly puts a comma in the place of the first sort and nothing in that
     * of the second. It decides nothing but what is drafted.
     */
    private static final Pattern FILLERS = Pattern.compile("(对吧|[啊嗯呃额哦唉])|那个| ");

    private record Unfinished(int unit, int written) {}

    private final List<int[]> units = new ArrayList<>();
    private final Set<Integer> marks = new HashSet<>();
    private final Set<Integer> marksToAdd = new HashSet<>();
    /** The units of fillers, and whether a comma is likely in their place. */
    private final Map<Integer, Boolean> fillers = new HashMap<>();

    private final int comma;
    private final int[] wordsLeft;
    private final Decoding.Copy limits;
    private final int end;
    /** The next unit to read where a unit has just been finished, or -1 where none has. */
    private int next;

    private List<Unfinished> unfinished = List.of();
    private boolean afterMark;
    private boolean opened;

    SubsequenceGuard(String source, Vocabulary vocabulary, Decoding.Copy limits, int end) {
        this.limits = limits;
        this.end = end;
        MARKS.codePoints().map(vocabulary::idOf).filter(id -> id >= 0).forEach(marks::add);
        MARKS_TO_ADD.codePoints().map(vocabulary::idOf).filter(id -> id >= 0).forEach(marksToAdd::add);
        Map<Integer, Integer> unitAt = new HashMap<>();
        for (Matcher unit = UNITS.matcher(source); unit.find(); ) {
            unitAt.put(unit.start(), units.size());
            units.add(vocabulary.encode(unit.group()));
        }
        for (Matcher filler = FILLERS.matcher(source); filler.find(); ) {
            for (int at = filler.start(); at < filler.end(); at++) {
                Integer unit = unitAt.get(at);
                if (unit != null) {
                    fillers.put(unit, filler.group(1) != null);
                }
            }
        }
        comma = vocabulary.idOf('，');
        wordsLeft = new int[units.size() + 1];
        for (int i = units.size() - 1; i >= 0; i--) {
            wordsLeft[i] = wordsLeft[i + 1] + (isMark(i) ? 0 : 1);
        }
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

    private boolean isMark(int unit) {
        int[] tokens = units.get(unit);
        return tokens.length == 1 && marks.contains(tokens[0]);
    }

    @Override
    public void narrow(float[] logits) {
        Set<Integer> allowed = new HashSet<>();
        if (next >= 0) {
            forReachable(unit -> allowed.add(units.get(unit)[0]));
            allowMarks(allowed);
            if (wordsLeft[next] <= limits.tail() || allowed.isEmpty()) {
                allowed.add(end);
            }
        }
        unfinished.forEach(u -> allowed.add(units.get(u.unit())[u.written()]));
        Bound.keepOnly(logits, allowed);
    }

    private void allowMarks(Set<Integer> allowed) {
        boolean onlyMarksInSource = wordsLeft[0] == 0;
        if (!opened && !onlyMarksInSource) {
            allowed.removeAll(marks);
        } else if (opened && !afterMark) {
            allowed.addAll(marksToAdd);
        }
    }

    /** The units that may come next; the window counts words, not marks. */
    private void forReachable(IntConsumer use) {
        int words = 0;
        for (int unit = next; unit < units.size() && words <= limits.window(); unit++) {
            use.accept(unit);
            words += isMark(unit) ? 0 : 1;
        }
    }

    @Override
    public void push(int token) {
        opened = true;
        if (next >= 0 && marks.contains(token)) {
            afterMark = true;
            unfinished = List.of();
            // A mark is taken from the source only where it comes at once: elsewhere it is the model's own.
            if (next < units.size() && isMark(next)) {
                next++;
            }
            return;
        }
        afterMark = false;
        List<Unfinished> reached = new ArrayList<>();
        if (next >= 0) {
            forReachable(unit -> extend(new Unfinished(unit, 0), token, reached));
        }
        unfinished.forEach(u -> extend(u, token, reached));
        settle(reached);
    }

    /**
     * The rest of the unit in hand, and then the source's next units: most of a cleaned text is a copy. Where somebody
     * draws breath, cleaning mostly leaves a comma.
     */
    @Override
    public int[] foresee(int most) {
        List<Integer> ahead = new ArrayList<>();
        int unit = next;
        if (!unfinished.isEmpty()) {
            Unfinished open = unfinished.get(0);
            unit = open.unit() + 1;
            Arrays.stream(units.get(open.unit())).skip(open.written()).forEach(ahead::add);
        }
        boolean mark = afterMark || !opened;
        for (; unit >= 0 && unit < units.size() && ahead.size() < most; unit++) {
            Boolean pause = fillers.get(unit);
            if (pause == null) {
                Arrays.stream(units.get(unit)).forEach(ahead::add);
                mark = isMark(unit);
            } else if (pause && !mark && comma >= 0) {
                ahead.add(comma);
                mark = true;
            }
        }
        return ahead.stream().mapToInt(Integer::intValue).limit(most).toArray();
    }

    private void extend(Unfinished from, int token, List<Unfinished> reached) {
        if (units.get(from.unit())[from.written()] == token) {
            reached.add(new Unfinished(from.unit(), from.written() + 1));
        }
    }

    /** Of the units now finished the earliest counts: it leaves the most to come. */
    private void settle(List<Unfinished> reached) {
        next = -1;
        List<Unfinished> open = new ArrayList<>();
        for (Unfinished u : reached) {
            if (u.written() < units.get(u.unit()).length) {
                open.add(u);
            } else if (next < 0 || u.unit() + 1 < next) {
                next = u.unit() + 1;
            }
        }
        unfinished = open;
    }
}
