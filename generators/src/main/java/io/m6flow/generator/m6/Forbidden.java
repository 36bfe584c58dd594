package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.List;

/**
 * Certain runs of tokens do not come: the last token of a run gets no probability once the others have been written, or
 * so little that it comes only where nothing else may.
 */
final class Forbidden implements Bound {
    /** Far beyond what a model tells tokens apart by. */
    private static final float AVOIDED = -1e4f;

    private final List<List<Integer>> runs;
    private final float penalty;
    private final List<Integer> written = new ArrayList<>();

    Forbidden(List<List<Integer>> runs) {
        this(runs, NEVER);
    }

    private Forbidden(List<List<Integer>> runs, float penalty) {
        this.runs = runs;
        this.penalty = penalty;
    }

    /** For runs that other bounds may leave as the only way on: there they come, and the text does not break off. */
    static Forbidden avoiding(List<List<Integer>> runs) {
        return new Forbidden(runs, AVOIDED);
    }

    @Override
    public void narrow(float[] logits) {
        for (List<Integer> run : runs) {
            int before = run.size() - 1;
            int last = run.get(before);
            if (last < logits.length && endsWith(run.subList(0, before))) {
                logits[last] += penalty;
            }
        }
    }

    private boolean endsWith(List<Integer> tokens) {
        int from = written.size() - tokens.size();
        return from >= 0 && written.subList(from, written.size()).equals(tokens);
    }

    @Override
    public void push(int token) {
        written.add(token);
    }
}
