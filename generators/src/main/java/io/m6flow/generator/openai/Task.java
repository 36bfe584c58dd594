package io.m6flow.generator.openai;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Refusal;
import java.util.List;
import java.util.function.Function;

/**
 * A prompt made ready to be sent.
 *
 * @param instructions what the model is to do, in our own words only
 * @param data the material as a JSON object
 * @param form what the kind promises of the text
 * @param notes what was done to the material
 */
record Task(
        ContentKind kind,
        String instructions,
        String data,
        Sampling sampling,
        Function<String, Verdict> form,
        List<String> notes) {
    Task {
        notes = List.copyOf(notes);
    }

    /** The most that one candidate can take, in characters read and tokens written. */
    long most() {
        return (long) instructions.length() + data.length() + sampling.maxTokens();
    }

    /** How freely the model may choose, and how many tokens it may write. */
    record Sampling(double temperature, double topP, int maxTokens) {}

    /** What became of a prompt before it is sent: a task, or a refusal. */
    sealed interface Plan {

        /** Answers with the function that fits this plan. */
        <R> R fold(Function<Task, R> ready, Function<Refusal, R> declined);

        record Ready(Task task) implements Plan {
            @Override
            public <R> R fold(Function<Task, R> ready, Function<Refusal, R> declined) {
                return ready.apply(task);
            }
        }

        record Declined(Refusal refusal) implements Plan {
            @Override
            public <R> R fold(Function<Task, R> ready, Function<Refusal, R> declined) {
                return declined.apply(refusal);
            }
        }
    }
}
