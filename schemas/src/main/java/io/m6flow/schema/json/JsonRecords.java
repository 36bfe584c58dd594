package io.m6flow.schema.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.schema.codec.AvroTrust;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Records as plain JSON: the records' own field names, unless their schema names another one with {@code @json}; times in
 * ISO-8601, bytes in Base64, no type tags. Thread-safe.
 */
public final class JsonRecords {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    static {
        AvroTrust.establish();
    }

    private JsonRecords() {}

    /** One line, without a line break. */
    public static String line(SpecificRecordBase message) {
        return object(message).toString();
    }

    public static ObjectNode object(SpecificRecordBase message) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : message.getSchema().getFields()) {
            object.set(name(field), node(message.get(field.pos())));
        }
        return object;
    }

    private static String name(Schema.Field field) {
        String other = field.getProp("json");
        return other == null ? field.name() : other;
    }

    /** Reads what {@link #line} wrote, for readers that need only some fields. */
    public static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a line of JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof SpecificRecordBase nested) {
            return object(nested);
        } else if (value instanceof Collection<?> elements) {
            ArrayNode array = NODES.arrayNode(elements.size());
            elements.forEach(element -> array.add(node(element)));
            return array;
        } else if (value instanceof Map<?, ?> entries) {
            ObjectNode object = NODES.objectNode();
            entries.forEach((key, entry) -> object.set(key.toString(), node(entry)));
            return object;
        }
        return scalar(value);
    }

    private static JsonNode scalar(Object value) {
        if (value instanceof Integer number) {
            return NODES.numberNode(number);
        } else if (value instanceof Long number) {
            return NODES.numberNode(number);
        } else if (value instanceof Double number) {
            return NODES.numberNode(number);
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return NODES.textNode(Base64.getEncoder().encodeToString(copy));
        } else if (value instanceof Instant || value instanceof CharSequence || value instanceof Enum<?>) {
            return NODES.textNode(value.toString());
        }
        throw new IllegalArgumentException(
                "no JSON form for " + value.getClass().getName());
    }
}
