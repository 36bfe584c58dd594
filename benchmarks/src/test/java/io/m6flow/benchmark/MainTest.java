package io.m6flow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @Test
    void comparesTheWaysThatAreAskedFor(@TempDir Path folder) throws IOException {
        compare(folder, "single,static,continuous,poison", List.of("single", "static", "continuous"));
    }

    @Test
    @Tag("soak")
    void comparesAllWaysInOneQuickRun(@TempDir Path folder) throws IOException {
        compare(
                folder,
                "",
                List.of(
                        "single",
                        "decodeFull",
                        "static",
                        "continuous",
                        "singleDrafting",
                        "continuousDrafting",
                        "djlGreedy"));
    }

    private static void compare(Path folder, String only, List<String> ways) throws IOException {
        Path file = folder.resolve("results/engine.json");
        List<String> arguments = new ArrayList<>(List.of("engine", "--quick", "--json", file.toString()));
        if (!only.isEmpty()) {
            arguments.addAll(List.of("--only", only));
        }
        assertThat(Main.run(arguments.toArray(new String[0]))).isZero();
        JsonNode json = new ObjectMapper().readTree(file.toFile());

        assertThat(json.path("ways").fieldNames()).toIterable().containsExactlyElementsOf(ways);
        json.path("ways").forEach(MainTest::isPlausible);
        assertThat(json.path("ways").path("continuous").path("requests").asInt())
                .isEqualTo(Workload.of(Scale.quick()).size());
        assertThat(json.path("ratios").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        Arrays.stream(Ratio.values()).map(Ratio::key).toList());
        for (Ratio ratio : Ratio.values()) {
            JsonNode value = json.path("ratios").path(ratio.key());
            assertThat(value.isNull() || (value.asDouble() > 0 && value.asDouble() < 1000))
                    .as("%s is %s", ratio.key(), value)
                    .isTrue();
        }
        assertThat(json.path("ratios").path("continuousOverSingle").asDouble()).isPositive();
        assertThat(json.path("parts").path("poisonOverHealthy").path("healthy").asInt())
                .isEqualTo(Workload.of(Scale.quick()).size());
        assertThat(json.path("machine").path("digest").asText()).hasSize(64);
    }

    private static void isPlausible(JsonNode way) {
        assertThat(way.path("tokensPerSecond").asDouble()).isPositive();
        assertThat(way.path("p99Millis").asDouble())
                .isGreaterThanOrEqualTo(way.path("p50Millis").asDouble());
        assertThat(way.path("meanBatch").asDouble()).isBetween(0.9, 4.0);
        assertThat(way.path("paddingShare").asDouble()).isBetween(0.0, 1.0);
        double tokens =
                way.path("tokensPerSecond").asDouble() * way.path("wallSeconds").asDouble();
        assertThat(way.path("tokens").asDouble()).isBetween(tokens - 1, tokens + 1);
    }

    @Test
    void namesTheWaysItKnowsWhenAskedForAnother() {
        assertThat(Main.run("engine", "--quick", "--only", "sideways")).isEqualTo(Main.FAILED);
    }

    @Test
    void measuresASmallPart() {
        assertThat(Main.run("micro", "VocabularyBenchmark.encode$", "--forks", "0", "--iterations", "1"))
                .isZero();
    }
}
