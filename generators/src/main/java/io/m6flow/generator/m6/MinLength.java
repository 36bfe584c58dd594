package io.m6flow.generator.m6;

/** The end may not come before this many tokens. */
final class MinLength implements Bound {
    private final int end;
    private int left;

    MinLength(int tokens, int end) {
        this.left = tokens;
        this.end = end;
    }

    @Override
    public void narrow(float[] logits) {
        if (left > 0) {
            logits[end] = NEVER;
        }
    }

    @Override
    public void push(int token) {
        left--;
    }
}
