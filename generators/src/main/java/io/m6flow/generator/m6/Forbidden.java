package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.List;

/** Certain runs of tokens never come: the last token of a run gets no probability once the others have been written. */
final class Forbidden implements Bound {
    private final List<List<Integer>> runs;
    private final List<Integer> written = new ArrayList<>();

    Forbidden(List<List<Integer>> runs) {
        this.runs = runs;
    }

    @Override
    public void narrow(float[] logits) {
        for (List<Integer> run : runs) {
            int before = run.size() - 1;
            int last = run.get(before);
            if (last < logits.length && endsWith(run.subList(0, before))) {
                logits[last] = NEVER;
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
