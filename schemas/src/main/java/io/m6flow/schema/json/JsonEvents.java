package io.m6flow.schema.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.ProductOperation;
import io.m6flow.schema.rule.EventRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Events from lines of JSON with the records' field names. Unknown fields are ignored; a field that is
 * missing or of the wrong type is a complaint about that line alone. Thread-safe.
 */
public final class JsonEvents {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(32).build());
    }

    private JsonEvents() {}

    public static Parsed<ProductEvent> product(String line) {
        return parse(line, JsonEvents::readProduct, EventRules::complaint);
    }

    public static Parsed<AsrSegment> segment(String line) {
        return parse(line, JsonEvents::readSegment, EventRules::complaint);
    }

    private static <T> Parsed<T> parse(
            String line, Function<JsonFields, T> reader, Function<T, Optional<String>> rules) {
        Optional<String> tooLarge = EventRules.sizeComplaint(line.getBytes(StandardCharsets.UTF_8).length);
        if (tooLarge.isPresent()) {
            return new Parsed.Invalid<>(tooLarge.get());
        }
        try {
            JsonNode node = JSON.readTree(line);
            if (node == null || !node.isObject()) {
                return new Parsed.Invalid<>("the line is not a JSON object");
            }
            T event = reader.apply(new JsonFields(node));
            return rules.apply(event).<Parsed<T>>map(Parsed.Invalid::new).orElseGet(() -> new Parsed.Event<>(event));
        } catch (JsonProcessingException e) {
            return new Parsed.Invalid<>("the line is not JSON" + where(e) + "; write one object a line");
        } catch (JsonFields.Wrong e) {
            return new Parsed.Invalid<>(String.valueOf(e.getMessage()));
        }
    }

    private static String where(JsonProcessingException e) {
        return e.getLocation() == null ? "" : ", from column " + e.getLocation().getColumnNr() + " on";
    }

    private static ProductEvent readProduct(JsonFields fields) {
        ProductOperation operation = fields.nameOrNull("operation", ProductOperation.class);
        return ProductEvent.newBuilder()
                .setProductId(fields.text("productId"))
                .setMerchantId(fields.text("merchantId"))
                .setTitle(fields.text("title"))
                .setOperation(operation == null ? ProductOperation.UPSERT : operation)
                .setRevision(fields.integerOrNull("revision"))
                .setOccurredAt(fields.timeOrNull("occurredAt"))
                .setCategory(fields.textOrNull("category"))
                .setAttributes(attributes(fields))
                .setPrice(fields.decimalOrNull("price"))
                .setImageReferences(fields.texts("imageReferences"))
                .setKinds(fields.names("kinds", Kind.class))
                .build();
    }

    /** An object of names and values, or a list of {name, value}; numbers and flags stand as their text. */
    private static List<Attribute> attributes(JsonFields fields) {
        JsonNode node = fields.present("attributes");
        List<Attribute> attributes = new ArrayList<>();
        if (node != null && node.isObject()) {
            node.properties().forEach(entry -> attributes.add(attribute(entry.getKey(), entry.getValue())));
        } else {
            for (JsonNode element : fields.elements("attributes")) {
                JsonFields.need(element.isObject(), element, "attributes", "an object or a list of name and value");
                JsonFields one = new JsonFields(element);
                JsonNode value = one.present("value");
                if (value == null) {
                    throw new JsonFields.Wrong("attributes: value is missing; it is required");
                }
                attributes.add(attribute(one.text("name"), value));
            }
        }
        return attributes;
    }

    private static Attribute attribute(String name, JsonNode value) {
        JsonFields.need(value.isValueNode() && !value.isNull(), value, "attributes: the value", "a string");
        return new Attribute(name, value.asText());
    }

    private static AsrSegment readSegment(JsonFields fields) {
        return AsrSegment.newBuilder()
                .setSessionId(fields.text("sessionId"))
                .setSequence(fields.integer("sequence"))
                .setStartMillis(fields.integer("startMillis"))
                .setEndMillis(fields.integer("endMillis"))
                .setText(fields.text("text"))
                .setFinal$(fields.flag("final"))
                .setRoomId(fields.textOrNull("roomId"))
                .setHostId(fields.textOrNull("hostId"))
                .setConfidence(fields.numberOrNull("confidence"))
                .setProductId(fields.textOrNull("productId"))
                .setEndOfSession(fields.flag("endOfSession", false))
                .setOccurredAt(fields.timeOrNull("occurredAt"))
                .build();
    }
}
