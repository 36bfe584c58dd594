package io.m6flow.generator.openai;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether an answer is what its kind promises. */
sealed interface Verdict {

    /** Answers with the function that fits this verdict. */
    <R> R fold(Function<Fit, R> fit, Function<Unfit, R> unfit);

    /** It is, in this form. */
    record Fit(String text, List<String> notes) implements Verdict {
        public Fit {
            notes = List.copyOf(notes);
        }

        @Override
        public <R> R fold(Function<Fit, R> fit, Function<Unfit, R> unfit) {
            return fit.apply(this);
        }
    }

    /**
     * It is not.
     *
     * @param why for people, without any of the text
     * @param correction for the model, which is asked once more with it; null where that is no use
     */
    record Unfit(String why, @Nullable String correction) implements Verdict {
        @Override
        public <R> R fold(Function<Fit, R> fit, Function<Unfit, R> unfit) {
            return unfit.apply(this);
        }
    }
}
