package io.m6flow.schema.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The schemas that earlier versions wrote with, where they differ from today's. Resources of the name
 * {@code earlier/VERSION/RECORD.avsc} beside this class; they stay for as long as such a record may stand on a topic or in
 * Redis, decisions for ever.
 */
final class EarlierSchemas {
    /** Versions after which some record changed, oldest first. */
    private static final List<String> VERSIONS = List.of("0.1", "0.2", "0.3");

    private EarlierSchemas() {}

    /** Of this record, oldest first; none if it never changed. */
    static List<Schema> of(Class<? extends SpecificRecordBase> type) {
        List<Schema> found = new ArrayList<>();
        for (String version : VERSIONS) {
            String name = "earlier/" + version + "/" + type.getSimpleName() + ".avsc";
            try (InputStream schema = EarlierSchemas.class.getResourceAsStream(name)) {
                if (schema != null) {
                    found.add(new Schema.Parser().parse(schema));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + name, e);
            }
        }
        return found;
    }
}
