package io.m6flow.schema.registry;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * Names the field for which records of one schema cannot be read with another. Avro itself finds out whether they can,
 * but loses the place inside unions.
 */
public final class SchemaDifference {
    private SchemaDifference() {}

    /** Why the reader's schema does not fit what the writer's describes, with the field's name; empty if it fits. */
    public static Optional<String> between(Schema reader, Schema writer) {
        return fits(reader, writer) ? Optional.empty() : Optional.of(difference("", reader, writer));
    }

    private static boolean fits(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private static String difference(String path, Schema reader, Schema writer) {
        if (reader.getType() != writer.getType()) {
            return ofTypes(path, reader, writer);
        }
        return switch (reader.getType()) {
            case RECORD -> ofRecords(path, reader, writer);
            case ENUM -> ofEnums(path, reader, writer);
            case ARRAY -> difference(path, reader.getElementType(), writer.getElementType());
            case MAP -> difference(path, reader.getValueType(), writer.getValueType());
            case UNION -> ofUnions(path, reader, writer);
            default -> ofTypes(path, reader, writer);
        };
    }

    private static String ofTypes(String path, Schema reader, Schema writer) {
        return at(path) + "is " + described(writer) + " where " + described(reader) + " is read";
    }

    private static String ofRecords(String path, Schema reader, Schema writer) {
        if (!SchemaCompatibility.schemaNameEquals(reader, writer)) {
            return otherName(path, reader, writer);
        }
        for (Schema.Field wanted : reader.getFields()) {
            String place = path.isEmpty() ? wanted.name() : path + "." + wanted.name();
            Schema.Field given = SchemaCompatibility.lookupWriterField(writer, wanted);
            if (given == null && !wanted.hasDefaultValue()) {
                return at(place) + "is missing and has no default";
            }
            if (given != null && !fits(wanted.schema(), given.schema())) {
                return difference(place, wanted.schema(), given.schema());
            }
        }
        return otherName(path, reader, writer);
    }

    private static String ofEnums(String path, Schema reader, Schema writer) {
        String unknown = writer.getEnumSymbols().stream()
                .filter(symbol -> !reader.hasEnumSymbol(symbol))
                .collect(Collectors.joining(", "));
        return unknown.isEmpty()
                ? otherName(path, reader, writer)
                : at(path) + "may be " + unknown + ", which " + reader.getName() + " does not know";
    }

    /** Most unions are of null and one more; then that one is where they differ. */
    private static String ofUnions(String path, Schema reader, Schema writer) {
        List<Schema> wanted = withoutNull(reader);
        List<Schema> given = withoutNull(writer);
        if (wanted.size() == 1 && given.size() == 1 && !fits(wanted.get(0), given.get(0))) {
            return difference(path, wanted.get(0), given.get(0));
        }
        return ofTypes(path, reader, writer);
    }

    private static List<Schema> withoutNull(Schema union) {
        return union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
    }

    private static String at(String path) {
        return path.isEmpty() ? "it " : "field \"" + path + "\" ";
    }

    private static String otherName(String path, Schema reader, Schema writer) {
        return at(path) + "is a " + writer.getFullName() + " where a " + reader.getFullName() + " is read";
    }

    private static String described(Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                schema.getTypes().stream().map(SchemaDifference::described).collect(Collectors.joining(" or "));
            case RECORD, ENUM, FIXED -> schema.getFullName();
            default -> schema.getType().getName();
        };
    }
}
