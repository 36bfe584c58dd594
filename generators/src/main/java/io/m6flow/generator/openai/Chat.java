package io.m6flow.generator.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One request's body.
 *
 * <p>What others wrote stands in one place: the user message, a JSON object. Each candidate is a request of its own,
 * with its seed, since not every server knows "n".
 *
 * @param ours what the error messages of a server must not repeat
 */
record Chat(String body, String ours) {

    static Chat ask(String model, Task task, long seed) {
        return of(model, task, seed, messages(task));
    }

    /** Asks once more, showing the model what it answered and what is wrong with that. */
    static Chat askAgain(String model, Task task, long seed, String answer, String correction) {
        ArrayNode messages = messages(task);
        messages.addObject().put("role", "assistant").put("content", PlainText.of(answer));
        messages.addObject().put("role", "user").put("content", correction);
        return of(model, task, seed, messages);
    }

    private static Chat of(String model, Task task, long seed, ArrayNode messages) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", model);
        body.set("messages", messages);
        body.put("max_tokens", task.sampling().maxTokens());
        body.put("temperature", task.sampling().temperature());
        body.put("top_p", task.sampling().topP());
        body.put("seed", narrowed(seed));
        body.put("stream", false);
        return new Chat(body.toString(), task.data());
    }

    private static ArrayNode messages(Task task) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        messages.addObject().put("role", "system").put("content", task.instructions());
        messages.addObject().put("role", "user").put("content", task.data());
        return messages;
    }

    /** Servers differ in how large a seed they take; all take 31 bits. */
    private static int narrowed(long seed) {
        return Long.hashCode(seed) & Integer.MAX_VALUE;
    }
}
