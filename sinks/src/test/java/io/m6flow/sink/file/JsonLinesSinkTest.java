package io.m6flow.sink.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.PublishedSinkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTest extends PublishedSinkContract {
    @TempDir
    Path directory;

    @Override
    protected Sink<PublishedContent> sink() {
        return JsonLinesSink.in(directory.toUri());
    }

    @Override
    protected Map<String, String> world() throws IOException {
        Map<String, JsonNode> newest = new TreeMap<>();
        lines().stream()
                .map(JsonRecords::read)
                .sorted(Comparator.comparingLong(
                        line -> line.get("publishSequence").asLong()))
                .forEach(line -> newest.put(place(line), line));
        return newest.entrySet().stream()
                .filter(place -> place.getValue().get("action").asText().equals("PUBLISH"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, place -> place.getValue().toString()));
    }

    private static String place(JsonNode line) {
        return Stream.of("tenant", "kind", "subject")
                .map(field -> line.get(field).asText())
                .collect(Collectors.joining("|"));
    }

    @Test
    void writesEachLineOnceThroughAFailureAndHidesWhatIsUnfinished() throws Exception {
        List<PublishedContent> history = history(3);
        writeThroughAFailure(history);
        assertThat(lines())
                .containsExactlyInAnyOrderElementsOf(
                        history.stream().map(JsonRecords::line).toList());
        List<Path> finished = finishedFiles();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(file -> !finished.contains(file)))
                    .allMatch(file -> file.getFileName().toString().startsWith("."));
        }
    }

    private List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : finishedFiles()) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }

    private List<Path> finishedFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("published-.*\\.jsonl"))
                    .sorted()
                    .toList();
        }
    }
}
