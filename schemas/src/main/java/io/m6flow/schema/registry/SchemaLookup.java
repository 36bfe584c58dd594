package io.m6flow.schema.registry;

import java.util.function.Function;
import org.apache.avro.Schema;

/** What a registry keeps under an id. */
public sealed interface SchemaLookup {

    record Found(Schema schema) implements SchemaLookup {}

    /** Nothing, or nothing that describes Avro; the reason says what and what to do. */
    record Unusable(String reason) implements SchemaLookup {}

    default <R> R fold(Function<Schema, R> found, Function<String, R> unusable) {
        if (this instanceof Found schema) {
            return found.apply(schema.schema());
        }
        return unusable.apply(((Unusable) this).reason());
    }
}
