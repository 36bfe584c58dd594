package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.List;

/** No run of n tokens comes twice in one text. */
final class NoRepeat implements Bound {
    private final int n;
    private final List<Integer> written = new ArrayList<>();

    NoRepeat(int n) {
        this.n = n;
    }

    @Override
    public void narrow(float[] logits) {
        int known = n - 1;
        if (written.size() < n) {
            return;
        }
        List<Integer> last = written.subList(written.size() - known, written.size());
        for (int i = 0; i + n <= written.size(); i++) {
            if (written.subList(i, i + known).equals(last)) {
                logits[written.get(i + known)] = NEVER;
            }
        }
    }

    @Override
    public void push(int token) {
        written.add(token);
    }
}
