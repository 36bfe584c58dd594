package io.m6flow.generator.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Redo;
import java.util.function.Function;

/**
 * Changes the task for a text that was sent back: the model is shown the latest refused text, the reviewer's reason and
 * the struck-out words, as data like all else from outside, and an answer that heeds them not is no fit one. Struck-out
 * words are cut out of speech before it is sent.
 */
final class SecondTask {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A model that takes the likeliest token each time would write the refused text again. */
    private static final double LEAST_TEMPERATURE = 0.7;

    private SecondTask() {}

    /** @param firstTime makes the task as if the text had never been written */
    static Task.Plan plan(Prompt prompt, Redo redo, Function<Prompt, Task.Plan> firstTime) {
        Material heard = prompt.material().fold(product -> product, text -> new Material.Text(redo.cut(text.text())));
        return firstTime
                .apply(prompt.withMaterial(heard))
                .fold(task -> new Task.Plan.Ready(again(task, redo)), Task.Plan.Declined::new);
    }

    private static Task again(Task task, Redo redo) {
        Task.Sampling sampling = task.sampling();
        return new Task(
                task.kind(),
                Instructions.again(task.kind()),
                data(task, redo),
                new Task.Sampling(
                        Math.max(LEAST_TEMPERATURE, sampling.temperature()), sampling.topP(), sampling.maxTokens()),
                task.form(),
                task.notes());
    }

    private static String data(Task task, Redo redo) {
        try {
            ObjectNode data = (ObjectNode) JSON.readTree(task.data());
            ObjectNode review = data.putObject("review");
            int latest = redo.refused().size() - 1;
            review.put("refused", latest < 0 ? "" : PlainText.of(redo.refused().get(latest)));
            review.put("reason", PlainText.of(redo.reason()));
            redo.without().forEach(review.putArray("without")::add);
            return data.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a task's data is JSON of our own", e);
        }
    }
}
