package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine's maths against vectors made by two independent implementations. */
class GoldenTest {
    private static final int EOS = 2;
    private static final List<JsonNode> PROMPTS = new ArrayList<>();
    private static ModelFolder folder;
    private static Rows network;

    @BeforeAll
    static void load() throws IOException {
        try (InputStream in = GoldenTest.class.getResourceAsStream("/m6-nano/golden.json")) {
            new ObjectMapper().readTree(in).path("prompts").forEach(PROMPTS::add);
        }
        folder = Nano.folder();
        Weights weights = Weights.check(Safetensors.open(folder.weightFiles()), folder.config());
        network = Rows.of(folder.config(), weights, 256);
    }

    @AfterAll
    static void close() {
        network.close();
    }

    @Test
    void encodesTheGoldenSources() {
        for (JsonNode prompt : PROMPTS) {
            String task = "<" + prompt.path("task").asText() + ">";
            int[] text =
                    folder.vocabulary().encode(Normal.source(prompt.path("text").asText()));
            int[] ids = ints(prompt.path("input_ids"));
            assertThat(ids[1]).isEqualTo(folder.vocabulary().control(task));
            assertThat(text)
                    .containsExactly(
                            IntStream.of(ids).skip(2).limit(text.length).toArray());
        }
    }

    @Test
    void reproducesEachPromptAlone() {
        for (JsonNode prompt : PROMPTS) {
            check(List.of(prompt));
        }
    }

    @Test
    void reproducesAllPromptsInOneMixedBatch() {
        check(PROMPTS);
    }

    private static void check(List<JsonNode> prompts) {
        List<int[]> sources =
                prompts.stream().map(p -> ints(p.path("input_ids"))).toList();
        int n = sources.size();
        Logits logits = network.read(sources);
        int[] next = new int[n];
        int[] positions = new int[n];
        List<List<Integer>> written = new ArrayList<>();
        for (int b = 0; b < n; b++) {
            written.add(new ArrayList<>());
        }
        for (int step = 0; step < 64; step++) {
            for (int b = 0; b < n; b++) {
                JsonNode top = prompts.get(b)
                        .path(step == 0 ? "first_target_position_top10" : step == 4 ? "fifth_position_top10" : "none");
                if (!ended(written.get(b))) {
                    compareTop(network.row(logits, b), top);
                    next[b] = Rows.best(network.row(logits, b));
                    written.get(b).add(next[b]);
                }
                positions[b] = sources.get(b).length + step;
            }
            if (written.stream().allMatch(GoldenTest::ended)) {
                break;
            }
            logits = network.step(next, positions);
        }
        for (int b = 0; b < n; b++) {
            assertThat(written.get(b))
                    .as(prompts.get(b).path("text").asText())
                    .containsExactlyElementsOf(IntStream.of(ints(prompts.get(b).path("greedy_output_ids")))
                            .boxed()
                            .toList());
        }
    }

    private static boolean ended(List<Integer> ids) {
        return !ids.isEmpty() && (ids.get(ids.size() - 1) == EOS || ids.size() == 64);
    }

    private static void compareTop(float[] row, JsonNode top) {
        for (JsonNode pair : top) {
            assertThat(row[pair.path(0).asInt()]).isCloseTo((float) pair.path(1).asDouble(), Offset.offset(1e-3f));
        }
    }

    private static int[] ints(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }
}
