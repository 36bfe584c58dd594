package io.m6flow.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.json.JsonRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that an earlier version wrote are read as they were meant. To add files for a new version, raise {@link #TODAY}
 * and run with {@code -Dgolden.write=true}, and keep the schemas of the records that changed as {@link EarlierSchemas}
 * says; files of an earlier version are never written again.
 */
class GoldenFilesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    /** Of the version whose schemas are today's. */
    private static final Path TODAY = GOLDEN.resolve("0.5");

    static Stream<SpecificRecordBase> records() {
        return GoldenRecords.all().stream();
    }

    static Stream<Arguments> recordsOfEveryVersion() throws IOException {
        try (Stream<Path> versions = Files.list(GOLDEN)) {
            return versions.sorted().toList().stream()
                    .flatMap(version -> records()
                            .map(SpecificRecordBase::getClass)
                            .filter(type -> hasFiles(type, version))
                            .map(type -> Arguments.of(version, type)));
        }
    }

    private static boolean hasFiles(Class<? extends SpecificRecordBase> type, Path version) {
        Version since = Version.parse(GoldenRecords.since(type));
        return since.compareTo(Version.parse(version.getFileName().toString())) <= 0;
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsTheBytesOfToday(SpecificRecordBase expected) {
        if (Boolean.getBoolean("golden.write")) {
            write(expected);
        }
        SpecificRecordBase read = codec(expected.getClass()).decode(bytes(TODAY, expected.getClass(), ".avro"));
        assertThat(read).isEqualTo(expected);
        assertThat(JsonRecords.line(read) + "\n").isEqualTo(json(TODAY, expected.getClass()));
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesTheBytesOfToday(SpecificRecordBase record) {
        assertThat(codec(record.getClass()).encode(record)).isEqualTo(bytes(TODAY, record.getClass(), ".avro"));
    }

    /** What came later stands at its default; all else is as it was. */
    @ParameterizedTest
    @MethodSource("recordsOfEveryVersion")
    void readsTheBytesOfEveryVersion(Path version, Class<? extends SpecificRecordBase> type) {
        SpecificRecordBase read = codec(type).decode(bytes(version, type, ".avro"));
        assertHolds(JsonRecords.read(JsonRecords.line(read)), JsonRecords.read(json(version, type)), read.getSchema());
    }

    /** A name in JSON may be another today than then. */
    private static void assertHolds(JsonNode now, JsonNode then, Schema record) {
        Set<String> unread = new TreeSet<>();
        then.fieldNames().forEachRemaining(unread::add);
        for (Schema.Field field : record.getFields()) {
            String name = Objects.requireNonNullElse(field.getProp("json"), field.name());
            String before = then.has(name) ? name : field.name();
            JsonNode value = now.path(name);
            if (!unread.remove(before)) {
                assertThat(value.asText("")).as(name).isEmpty();
            } else if (value.isObject() && nested(field.schema()).isPresent()) {
                assertHolds(value, then.path(before), nested(field.schema()).orElseThrow());
            } else {
                assertThat(value).as(name).isEqualTo(then.path(before));
            }
        }
        assertThat(unread).as("what is read no more").isEmpty();
    }

    private static Optional<Schema> nested(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(type -> type.getType() == Schema.Type.RECORD)
                        .findFirst()
                : Optional.of(schema).filter(type -> type.getType() == Schema.Type.RECORD);
    }

    private static void write(SpecificRecordBase record) {
        try {
            Files.createDirectories(TODAY);
            Files.write(
                    file(TODAY, record.getClass(), ".avro"),
                    codec(record.getClass()).encode(record));
            Files.writeString(file(TODAY, record.getClass(), ".json"), JsonRecords.line(record) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Path version, Class<? extends SpecificRecordBase> type) {
        return new String(bytes(version, type, ".json"), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path version, Class<? extends SpecificRecordBase> type, String ending) {
        try {
            return Files.readAllBytes(file(version, type, ending));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path version, Class<?> type, String ending) {
        return version.resolve(type.getSimpleName() + ending);
    }

    @SuppressWarnings("unchecked")
    private static RecordCodec<SpecificRecordBase> codec(Class<? extends SpecificRecordBase> type) {
        return RecordCodec.of((Class<SpecificRecordBase>) type);
    }
}
