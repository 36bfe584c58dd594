package io.m6flow.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.json.JsonRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes that an earlier release wrote are read as they were meant. To add files for a new release, run
 * with {@code -Dgolden.write=true}; files of a released version are never written again.
 */
class GoldenFilesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/0.1");

    static Stream<SpecificRecordBase> records() {
        return GoldenRecords.all().stream();
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsTheBytesOfTheRelease(SpecificRecordBase expected) {
        if (Boolean.getBoolean("golden.write")) {
            write(expected);
        }
        String name = expected.getClass().getSimpleName();
        SpecificRecordBase read = codec(expected).decode(bytes(GOLDEN.resolve(name + ".avro")));
        assertThat(read).isEqualTo(expected);
        assertThat(JsonRecords.line(read) + "\n")
                .isEqualTo(new String(bytes(GOLDEN.resolve(name + ".json")), java.nio.charset.StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesTheBytesOfTheRelease(SpecificRecordBase record) {
        byte[] golden = bytes(GOLDEN.resolve(record.getClass().getSimpleName() + ".avro"));
        assertThat(codec(record).encode(record)).isEqualTo(golden);
    }

    private static void write(SpecificRecordBase record) {
        try {
            String name = record.getClass().getSimpleName();
            Files.createDirectories(GOLDEN);
            Files.write(GOLDEN.resolve(name + ".avro"), codec(record).encode(record));
            Files.writeString(GOLDEN.resolve(name + ".json"), JsonRecords.line(record) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static RecordCodec<SpecificRecordBase> codec(SpecificRecordBase record) {
        return RecordCodec.of((Class<SpecificRecordBase>) record.getClass());
    }
}
