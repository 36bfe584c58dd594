package io.m6flow.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.AigcMetadata;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.testkit.PublishedContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonLinesFilesTest extends FilesContract {
    JsonLinesFilesTest() {
        super(FileFormat.JSON_LINES);
    }

    @Override
    List<PublishedContent> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> filled(JsonRecords.read(line), new PublishedContent()))
                .toList();
    }

    /** By the names of the record's own fields, or those that the schema gives them in JSON. */
    private static <T extends SpecificRecordBase> T filled(JsonNode json, T message) {
        for (Schema.Field field : message.getSchema().getFields()) {
            String name = Optional.ofNullable(field.getProp("json")).orElse(field.name());
            message.put(field.pos(), value(field.name(), json.get(name)));
        }
        return message;
    }

    private static @Nullable Object value(String field, JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return switch (field) {
            case "aigc" -> filled(value, new AigcMetadata());
            case "kind" -> Kind.valueOf(value.asText());
            case "origin" -> DraftOrigin.valueOf(value.asText());
            case "action" -> PublishAction.valueOf(value.asText());
            case "publishedAt" -> Instant.parse(value.asText());
            case "attempt", "passageIndex" -> value.asInt();
            case "subjectRevision", "publishSequence", "startMillis", "endMillis" -> value.asLong();
            default -> value.asText();
        };
    }

    @Test
    void aTextWithLineBreaksIsOneLine() throws Exception {
        var content = PublishedContents.reason("M-1", "P-1").text("一\n二\r\n三").build();
        write(content);
        assertThat(Files.readAllLines(finishedFiles().get(0))).containsExactly(JsonRecords.line(content));
    }
}
