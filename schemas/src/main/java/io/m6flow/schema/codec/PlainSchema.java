package io.m6flow.schema.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/** A record's schema as others write it: without the marks for Java's strings, which would make it another version. */
final class PlainSchema {
    private static final String JAVAS_MARK = "avro.java.string";

    private PlainSchema() {}

    static Schema of(Class<? extends SpecificRecordBase> type) {
        try {
            JsonNode tree = new ObjectMapper()
                    .readTree(SpecificData.getForClass(type).getSchema(type).toString());
            removeMarks(tree);
            return new Schema.Parser().parse(tree.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schema of a generated record is JSON", e);
        }
    }

    private static void removeMarks(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(JAVAS_MARK);
        }
        node.forEach(PlainSchema::removeMarks);
    }
}
