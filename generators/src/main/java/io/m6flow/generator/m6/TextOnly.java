package io.m6flow.generator.m6;

import java.util.List;

/**
 * Lets a text hold characters only: no control token but the end, no id beyond the vocabulary, no control character,
 * and of tokens that hold parts of characters only those that go on to make well-formed UTF-8.
 *
 * <p>Where several tokens end a text, the likeliest speaks for all under the name of {@link Vocabulary#end()}: the other
 * bounds need to know that one alone.
 */
final class TextOnly implements Bound {
    /** A character that was begun needs so many tokens more at most. */
    static final int MOST_MISSING = 3;

    private final Spelling spelling;
    private final int end;
    private final List<Integer> ends;
    private int state = Utf8.WHOLE;

    TextOnly(Vocabulary vocabulary) {
        this.spelling = vocabulary.spelling();
        this.end = vocabulary.end();
        this.ends = vocabulary.ends();
    }

    /** Whether the text stands between two bytes of one character, where it cannot be cut. */
    boolean midCharacter() {
        return state != Utf8.WHOLE;
    }

    @Override
    public void narrow(float[] logits) {
        float ending = NEVER;
        for (int id : ends) {
            ending = Math.max(ending, logits[id]);
        }
        spelling.narrow(state, logits);
        logits[end] = midCharacter() ? NEVER : ending;
    }

    @Override
    public void push(int token) {
        state = Math.max(Utf8.WHOLE, spelling.after(state, token));
    }
}
