package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds a cleaned text to its source: the source's characters in order with pieces left out, plus punctuation.
 *
 * <p>Next may come any of the source's next {@code window} characters (its earliest place counts), or a punctuation
 * mark that does not follow another. The end may come when at most {@code tail} characters of the source are left. A
 * character that the vocabulary spells in bytes is one unit: once begun, only characters of the source that begin with
 * the same bytes can complete it. Punctuation neither opens a text nor is all of it, unless the source has no more.
 */
final class SubsequenceGuard implements Bound {
    private static final String PUNCTUATION = "，。！？、；：,.!?;:…";

    private final List<int[]> units = new ArrayList<>();
    private final Set<Integer> marks = new HashSet<>();
    private final int[] wordsLeft;
    private final Decoding.Copy limits;
    private final int end;
    private final List<Integer> begun = new ArrayList<>();
    private int next;
    private boolean afterMark;
    private boolean opened;

    SubsequenceGuard(String source, Vocabulary vocabulary, Decoding.Copy limits, int end) {
        this.limits = limits;
        this.end = end;
        source.codePoints().forEach(c -> units.add(vocabulary.unit(c)));
        PUNCTUATION.codePoints().map(vocabulary::idOf).filter(id -> id >= 0).forEach(marks::add);
        wordsLeft = new int[units.size() + 1];
        for (int i = units.size() - 1; i >= 0; i--) {
            wordsLeft[i] = wordsLeft[i + 1] + (isMark(units.get(i)) ? 0 : 1);
        }
    }

    static boolean isPunctuation(int codePoint) {
        return PUNCTUATION.indexOf(codePoint) >= 0;
    }

    private boolean isMark(int[] unit) {
        return unit.length == 1 && marks.contains(unit[0]);
    }

    @Override
    public void narrow(float[] logits) {
        Set<Integer> allowed = new HashSet<>();
        for (int i : reachable()) {
            allowed.add(units.get(i)[begun.size()]);
        }
        if (begun.isEmpty()) {
            allowMarks(allowed);
            if (wordsLeft[next] <= limits.tail() || allowed.isEmpty()) {
                allowed.add(end);
            }
        }
        Bound.keepOnly(logits, allowed);
    }

    private void allowMarks(Set<Integer> allowed) {
        boolean onlyMarksInSource = wordsLeft[0] == 0;
        if (!opened && !onlyMarksInSource) {
            allowed.removeAll(marks);
        } else if (opened && !afterMark) {
            allowed.addAll(marks);
        }
    }

    /** Places in the source that may come next and agree with the bytes begun. */
    private List<Integer> reachable() {
        List<Integer> places = new ArrayList<>();
        int words = 0;
        for (int i = next; i < units.size() && words <= limits.window(); i++) {
            if (units.get(i).length > begun.size() && startsAsBegun(units.get(i), begun.size())) {
                places.add(i);
            }
            words += isMark(units.get(i)) ? 0 : 1;
        }
        return places;
    }

    @Override
    public void push(int token) {
        if (token == end) {
            return;
        }
        opened = true;
        if (begun.isEmpty() && marks.contains(token)) {
            afterMark = true;
            // A mark is taken from the source only where it comes at once: elsewhere it is the model's own.
            if (next < units.size() && isMark(units.get(next))) {
                next++;
            }
            return;
        }
        afterMark = false;
        begun.add(token);
        int place = written();
        if (place >= 0) {
            next = place + 1;
            begun.clear();
        }
    }

    /** The earliest place whose whole unit has now been written, or -1 while a character is still incomplete. */
    private int written() {
        for (int i = next; i < units.size(); i++) {
            if (units.get(i).length == begun.size() && startsAsBegun(units.get(i), begun.size())) {
                return i;
            }
        }
        return -1;
    }

    private boolean startsAsBegun(int[] unit, int length) {
        for (int i = 0; i < length; i++) {
            if (unit[i] != begun.get(i)) {
                return false;
            }
        }
        return true;
    }
}
