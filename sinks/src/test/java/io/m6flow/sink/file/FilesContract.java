package io.m6flow.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.History;
import io.m6flow.sink.PublishedSinkContract;
import io.m6flow.testkit.PublishedContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files of every format keep to. */
abstract class FilesContract extends PublishedSinkContract {
    @TempDir
    Path directory;

    private final FileFormat format;

    FilesContract(FileFormat format) {
        this.format = format;
    }

    /** What one file holds, in its order. */
    abstract List<PublishedContent> read(Path file) throws IOException;

    @BeforeEach
    void trustTheFileSystem() {
        FlakyFileSystem.heal();
    }

    @Override
    protected Sink<PublishedContent> sink() {
        return PublishedFiles.in(directory.toUri(), format, 1);
    }

    @Override
    protected Faulty faulty() {
        FlakyFileSystem.begin(239);
        return new Faulty(PublishedFiles.in(FlakyFileSystem.uri(directory), format, 1), FlakyFileSystem::failures);
    }

    /** As docs/sinks.md tells readers: of each place the highest publishSequence, over all folders. */
    @Override
    protected Map<String, String> world() throws IOException {
        return History.endOf(rows());
    }

    @Test
    void writesEachRowOnceThroughAFailureAndHidesWhatIsUnfinished() throws Exception {
        List<PublishedContent> history = history(3);
        writeThroughAFailure(history);
        assertThat(rows().stream().map(JsonRecords::line))
                .containsExactlyInAnyOrderElementsOf(
                        history.stream().map(JsonRecords::line).toList());
        List<Path> finished = finishedFiles();
        assertThat(allFiles().stream().filter(file -> !finished.contains(file)))
                .allMatch(file -> file.getFileName().toString().startsWith("."));
    }

    @Test
    void joinsWhatManyCheckpointsBrought() throws Exception {
        List<PublishedContent> history = history(8);
        writeOverCheckpoints(history, PublishedFiles.in(directory.toUri(), format, 1_000));
        assertThat(finishedFiles()).hasSize(1);
        assertThat(read(finishedFiles().get(0))).containsExactlyInAnyOrderElementsOf(history);
        assertThat(allFiles()).as("what was joined is gone").hasSize(1);
    }

    @Test
    void keepsFoldersByTheDayInUtc() throws Exception {
        var late = PublishedContents.reason("M-1", "P-1")
                .publishedAt(Instant.parse("2026-03-01T23:59:59.999Z"))
                .build();
        var early = PublishedContents.reason("M-1", "P-2")
                .publishedAt(Instant.parse("2026-03-02T00:00:00Z"))
                .build();
        write(late, early);
        assertThat(finishedFiles().stream()
                        .map(file -> directory.relativize(file.getParent()).toString()))
                .containsExactly("date=2026-03-01", "date=2026-03-02");
    }

    private List<PublishedContent> rows() throws IOException {
        List<PublishedContent> rows = new ArrayList<>();
        for (Path file : finishedFiles()) {
            rows.addAll(read(file));
        }
        return rows;
    }

    final List<Path> finishedFiles() throws IOException {
        return allFiles().stream()
                .filter(file -> file.getFileName().toString().matches("compacted-published-.*\\" + format.suffix()))
                .toList();
    }

    private List<Path> allFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
