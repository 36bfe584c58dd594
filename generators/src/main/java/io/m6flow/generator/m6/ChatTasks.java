package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.GeneratorException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;

/** What a model that converses is asked for each task, and how it decodes: {@code chat-tasks.json}. Immutable. */
final class ChatTasks {
    private final JsonNode json;

    private ChatTasks(JsonNode json) {
        this.json = json;
    }

    static ChatTasks read() {
        try (InputStream in = ChatTasks.class.getResourceAsStream("chat-tasks.json")) {
            if (in == null) {
                throw new GeneratorException("this build lacks chat-tasks.json");
            }
            return new ChatTasks(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new GeneratorException("cannot read chat-tasks.json", e);
        }
    }

    /** What is said to the model before any task. */
    String system() {
        return json.path("system").asText();
    }

    /** What the user asks; the material follows it. */
    String user(String task) {
        return json.path("tasks").path(task).path("user").asText();
    }

    /**
     * Decoding by task.
     *
     * @param generation the model's {@code generation_config.json}: its {@code task_defaults} go before ours, and what
     *     neither says (usually temperature, top_p and top_k) is taken from its top
     */
    Map<String, Decoding> decoding(JsonNode generation) {
        Map<String, Decoding> tasks = new TreeMap<>();
        for (Map.Entry<String, JsonNode> task : json.path("tasks").properties()) {
            ObjectNode own = task.getValue().path("decoding").deepCopy();
            generation
                    .path("task_defaults")
                    .path(task.getKey())
                    .properties()
                    .forEach(e -> own.set(e.getKey(), e.getValue()));
            tasks.put(task.getKey(), ModelFolder.decoding(task.getKey(), own, generation));
        }
        return tasks;
    }
}
