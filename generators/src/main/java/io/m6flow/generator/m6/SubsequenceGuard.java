package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a cleaned text to its source: the source's units in order with some left out, plus punctuation.
 *
 * <p>Next may come any of the source's next {@code window} units (its earliest place counts), or a mark that does not
 * follow another. The end may come when at most {@code tail} units of the source are left. Punctuation does not open a
 * text, unless the source has nothing else. Where the limits say so, a fact that the speaker does not take back may not be
 * jumped over unless it is told elsewhere, and what surely goes may not come.
 */
final class SubsequenceGuard implements Bound {
    private record Unfinished(int unit, int written) {}

    private final SpokenSource source;
    private final Decoding.Copy limits;
    private final int end;
    private final Set<Integer> told = new HashSet<>();
    /** What was written since the last mark, for telling whether a fact stands there. */
    private final StringBuilder clause = new StringBuilder();
    /** The next unit to read where a unit has just been finished, or -1 where none has. */
    private int next;

    private List<Unfinished> unfinished = List.of();
    private boolean afterMark;
    private boolean opened;

    SubsequenceGuard(SpokenSource source, int end) {
        this.source = source;
        this.limits = source.limits();
        this.end = end;
    }

    @Override
    public void narrow(float[] logits) {
        Set<Integer> allowed = new HashSet<>();
        if (next >= 0) {
            forReachable(unit -> {
                int token = source.tokens(unit)[0];
                if (allowed.add(token)) {
                    logits[token] -= cost(unit);
                }
            });
            allowMarks(allowed);
            boolean mayEnd = source.wordsLeft(next) <= limits.tail() && nextFact() == null;
            if (mayEnd || allowed.isEmpty()) {
                allowed.add(end);
                logits[end] -= cost(source.size());
            }
        }
        unfinished.forEach(u -> allowed.add(source.tokens(u.unit())[u.written()]));
        Bound.keepOnly(logits, allowed);
    }

    /** What it costs to go on with this unit. */
    private float cost(int unit) {
        return (float) (limits.leaveOut() * source.saidOnce(next, unit));
    }

    private void allowMarks(Set<Integer> allowed) {
        boolean onlyMarksInSource = source.wordsLeft(0) == 0;
        if (!opened && !onlyMarksInSource) {
            allowed.removeAll(source.marks());
        } else if (opened && !afterMark && !isInFact()) {
            allowed.addAll(source.marksToAdd());
        }
    }

    private boolean isInFact() {
        SpokenSource.Fact fact = nextFact();
        return fact != null && fact.first() < next;
    }

    /** The first fact from here on that must be told; null where there is none. */
    private SpokenSource.@Nullable Fact nextFact() {
        for (SpokenSource.Fact fact : source.facts()) {
            if (fact.last() >= next && !told.contains(fact.same()) && !isToldLater(fact)) {
                return fact;
            }
        }
        return null;
    }

    private boolean isToldLater(SpokenSource.Fact fact) {
        return source.facts().stream().anyMatch(other -> other.same() == fact.same() && other.first() > fact.last());
    }

    /** The units that may come next; the window counts words, not marks. */
    private void forReachable(IntConsumer use) {
        SpokenSource.Fact fact = nextFact();
        int last = fact == null ? source.size() - 1 : Math.max(fact.first(), next);
        int words = 0;
        for (int unit = next; unit <= last && words <= limits.window(); unit++) {
            if (!source.isGone(unit)) {
                use.accept(unit);
                words += source.isMark(unit) ? 0 : 1;
            }
        }
        if (fact != null) {
            int begun = begun(fact);
            if (begun > last) {
                use.accept(begun);
            }
        }
    }

    /** The unit of a fact that goes on with what was written: the same words may have been read from an earlier place. */
    private int begun(SpokenSource.Fact fact) {
        for (int unit = fact.last(); unit > Math.max(fact.first(), next); unit--) {
            if (endsWith(source.words(fact.first(), unit))) {
                return unit;
            }
        }
        return -1;
    }

    private boolean endsWith(String words) {
        int from = clause.length() - words.length();
        return from >= 0 && clause.indexOf(words, from) == from;
    }

    @Override
    public void push(int token) {
        opened = true;
        if (next >= 0 && source.marks().contains(token)) {
            afterMark = true;
            unfinished = List.of();
            clause.setLength(0);
            // A mark is taken from the source only where it comes at once: elsewhere it is the model's own.
            if (next < source.size() && source.isMark(next)) {
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

    /** The rest of the unit in hand, and then what is likely of the source. */
    @Override
    public int[] foresee(int most) {
        List<Integer> ahead = new ArrayList<>();
        int unit = next;
        if (!unfinished.isEmpty()) {
            Unfinished open = unfinished.get(0);
            unit = open.unit() + 1;
            Arrays.stream(source.tokens(open.unit())).skip(open.written()).forEach(ahead::add);
        }
        if (unit >= 0 && ahead.size() < most) {
            ahead.addAll(source.likely(unit, afterMark || !opened, most - ahead.size()));
        }
        return ahead.stream().mapToInt(Integer::intValue).limit(most).toArray();
    }

    private void extend(Unfinished from, int token, List<Unfinished> reached) {
        if (source.tokens(from.unit())[from.written()] == token) {
            reached.add(new Unfinished(from.unit(), from.written() + 1));
        }
    }

    /** Of the units now finished the earliest counts: it leaves the most to come. */
    private void settle(List<Unfinished> reached) {
        next = -1;
        List<Unfinished> open = new ArrayList<>();
        for (Unfinished u : reached) {
            if (u.written() < source.tokens(u.unit()).length) {
                open.add(u);
            } else if (next < 0 || u.unit() + 1 < next) {
                next = u.unit() + 1;
            }
        }
        unfinished = open;
        if (next >= 0) {
            clause.append(source.words(next - 1, next));
            source.facts().stream().filter(fact -> endsWith(fact.words())).forEach(fact -> told.add(fact.same()));
        }
    }
}
