package io.m6flow.generator.openai;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Generation;
import java.util.List;
import java.util.function.Function;

/** What became of one candidate: a text, or what the whole prompt is answered instead. */
sealed interface Outcome {

    /** Answers with the function that fits this outcome. */
    <R> R fold(Function<Text, R> text, Function<Broken, R> broken);

    /**
     * A text that is what its kind promises.
     *
     * @param model the model as the server calls it
     * @param sourceTokens tokens of the prompt
     */
    record Text(Candidate candidate, String model, int sourceTokens, List<String> notes) implements Outcome {
        public Text {
            notes = List.copyOf(notes);
        }

        @Override
        public <R> R fold(Function<Text, R> text, Function<Broken, R> broken) {
            return text.apply(this);
        }
    }

    /** The prompt is refused or failed. */
    record Broken(Generation generation) implements Outcome {
        @Override
        public <R> R fold(Function<Text, R> text, Function<Broken, R> broken) {
            return broken.apply(this);
        }
    }
}
