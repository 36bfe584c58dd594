package io.m6flow.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one JSON object with their types; a field that is null counts as missing. */
record JsonFields(JsonNode object) {

    /** A field that is missing or of the wrong type. */
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    String text(String field) {
        String value = textOrNull(field);
        if (value == null) {
            throw new Wrong(field + " is missing; it is required");
        }
        return value;
    }

    @Nullable
    String textOrNull(String field) {
        JsonNode node = present(field);
        if (node == null) {
            return null;
        }
        return need(node.isTextual(), node, field, "a string").textValue();
    }

    long integer(String field) {
        Long value = integerOrNull(field);
        if (value == null) {
            throw new Wrong(field + " is missing; it is required");
        }
        return value;
    }

    @Nullable
    Long integerOrNull(String field) {
        JsonNode node = present(field);
        if (node == null) {
            return null;
        }
        return need(node.isIntegralNumber() && node.canConvertToLong(), node, field, "a whole number")
                .longValue();
    }

    @Nullable
    Double numberOrNull(String field) {
        JsonNode node = present(field);
        return node == null
                ? null
                : need(node.isNumber(), node, field, "a number").doubleValue();
    }

    boolean flag(String field) {
        JsonNode node = present(field);
        if (node == null) {
            throw new Wrong(field + " is missing; it is required");
        }
        return need(node.isBoolean(), node, field, "true or false").booleanValue();
    }

    boolean flag(String field, boolean standIn) {
        return present(field) == null ? standIn : flag(field);
    }

    /** A number keeps the digits that it was written with. */
    @Nullable
    String decimalOrNull(String field) {
        JsonNode node = present(field);
        if (node == null) {
            return null;
        }
        return node.isNumber()
                ? node.decimalValue().toPlainString()
                : need(node.isTextual(), node, field, "a decimal number").textValue();
    }

    /** ISO-8601 with an offset, or milliseconds since 1970. */
    @Nullable
    Instant timeOrNull(String field) {
        JsonNode node = present(field);
        if (node == null) {
            return null;
        }
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Instant.ofEpochMilli(node.longValue());
        }
        try {
            return OffsetDateTime.parse(
                            need(node.isTextual(), node, field, "a time").textValue())
                    .toInstant();
        } catch (DateTimeException e) {
            throw new Wrong(field + " is no time; write it as 2026-01-31T08:00:00Z or in milliseconds since 1970");
        }
    }

    <E extends Enum<E>> @Nullable E nameOrNull(String field, Class<E> type) {
        String value = textOrNull(field);
        return value == null ? null : constant(field, value, type);
    }

    <E extends Enum<E>> List<E> names(String field, Class<E> type) {
        return elements(field).stream()
                .map(node -> constant(
                        field,
                        need(node.isTextual(), node, field, "a list of names").textValue(),
                        type))
                .toList();
    }

    List<String> texts(String field) {
        return elements(field).stream()
                .map(node ->
                        need(node.isTextual(), node, field, "a list of strings").textValue())
                .toList();
    }

    /** The elements of an array field; none if it is missing. */
    List<JsonNode> elements(String field) {
        JsonNode node = present(field);
        if (node == null) {
            return List.of();
        }
        need(node.isArray(), node, field, "a list");
        return StreamSupport.stream(node.spliterator(), false).toList();
    }

    @Nullable
    JsonNode present(String field) {
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? null : node;
    }

    static JsonNode need(boolean fits, JsonNode node, String field, String expected) {
        if (!fits) {
            throw new Wrong(field + " must be " + expected + ", was "
                    + node.getNodeType().name().toLowerCase(Locale.ROOT));
        }
        return node;
    }

    private static <E extends Enum<E>> E constant(String field, String value, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw new Wrong(field + " holds an unknown name; choose from " + List.of(type.getEnumConstants()));
    }
}
