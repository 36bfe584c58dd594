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
import java.util.stream.Stream;
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
    private static final Path TODAY = GOLDEN.resolve("0.4");

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
        JsonNode now = JsonRecords.read(JsonRecords.line(read));
        JsonNode then = JsonRecords.read(json(version, type));
        assertThat(then.properties())
                .isNotEmpty()
                .allSatisfy(field ->
                        assertThat(now.path(field.getKey())).as(field.getKey()).isEqualTo(field.getValue()));
        assertThat(now.properties())
                .filteredOn(field -> !then.has(field.getKey()))
                .allSatisfy(field -> assertThat(field.getValue().asText("")).isEmpty());
    }

    private static void write(SpecificRecordBase record) {
        try {
            String name = record.getClass().getSimpleName();
            Files.createDirectories(TODAY);
            Files.write(TODAY.resolve(name + ".avro"), codec(record.getClass()).encode(record));
            Files.writeString(TODAY.resolve(name + ".json"), JsonRecords.line(record) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Path version, Class<? extends SpecificRecordBase> type) {
        return new String(bytes(version, type, ".json"), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path version, Class<? extends SpecificRecordBase> type, String ending) {
        try {
            return Files.readAllBytes(version.resolve(type.getSimpleName() + ending));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static RecordCodec<SpecificRecordBase> codec(Class<? extends SpecificRecordBase> type) {
        return RecordCodec.of((Class<SpecificRecordBase>) type);
    }
}
