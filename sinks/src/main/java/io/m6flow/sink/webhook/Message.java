package io.m6flow.sink.webhook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** The form of a webhook's body: {@code {"type": …, "timestamp": …, "data": {…}}}. */
final class Message {
    private Message() {}

    /**
     * The body; over {@value Intent#MAX_BYTES} bytes it goes without these fields of its data and says so in
     * {@code leftOut}.
     */
    static String body(String type, Instant timestamp, ObjectNode data, List<String> bulky) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("type", type);
        message.put("timestamp", timestamp.toString());
        message.set("data", data);
        if (message.toString().getBytes(StandardCharsets.UTF_8).length > Intent.MAX_BYTES) {
            data.remove(bulky);
            ArrayNode leftOut = data.putArray("leftOut");
            bulky.forEach(leftOut::add);
        }
        return message.toString();
    }
}
