package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The baseline writes what the engine's golden vectors say: it is slow for its own reasons, not for wrong maths. */
class DjlGreedySearchTest {
    private static final Path NANO = Path.of("../generators/src/test/resources/m6-nano");
    private static final int EOS = 2;

    @Test
    void writesTheGoldenTokensInOneBatchOfUnequalSources() throws IOException {
        List<int[]> sources = new ArrayList<>();
        List<int[]> expected = new ArrayList<>();
        for (JsonNode prompt : new ObjectMapper()
                .readTree(NANO.resolve("golden.json").toFile())
                .path("prompts")) {
            sources.add(ints(prompt.path("input_ids")));
            expected.add(upToTheEnd(ints(prompt.path("greedy_output_ids"))));
        }
        int longest = expected.stream().mapToInt(e -> e.length).max().orElseThrow();
        try (DjlGreedySearch search = DjlGreedySearch.open(NANO.toString(), "cpu", 1)) {
            long[][] written = search.write(sources, longest);
            for (int row = 0; row < written.length; row++) {
                int[] begin = LongStream.of(written[row])
                        .limit(expected.get(row).length)
                        .mapToInt(id -> (int) id)
                        .toArray();
                assertThat(begin).as("prompt %d", row).containsExactly(expected.get(row));
            }
        }
    }

    private static int[] upToTheEnd(int[] ids) {
        return IntStream.of(ids).takeWhile(id -> id != EOS).toArray();
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }
}
