package io.m6flow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineCommandTest {
    @Test
    @Tag("soak")
    void measuresEverythingInOneQuickRun(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("results/pipeline.json");
        assertThat(Main.run("pipeline", "--quick", "--json", file.toString())).isZero();
        JsonNode json = new ObjectMapper().readTree(file.toFile());

        assertThat(json.path("pipelineOverPassThrough").asDouble()).isPositive();
        assertThat(json.path("eventsPerSecond").asDouble()).isPositive();
        assertThat(json.path("draftsPerSecond").asDouble())
                .isEqualTo(4 * json.path("eventsPerSecond").asDouble());
        assertThat(json.path("pipelineOverEngine").asDouble()).isPositive();
        assertThat(json.path("scriptMillisP99").asDouble()).isPositive();
        assertThat(json.path("fallbackShare").asDouble()).isBetween(0.0, 1.0);
        JsonNode medians = json.path("medians");
        assertThat(medians.path("pipelineTokens").asDouble()).isPositive();
        assertThat(medians.path("scripts").asInt())
                .isGreaterThanOrEqualTo(PipelineScale.quick().sessions());
        assertThat(medians.path("pipelineBytesPerDraft").asDouble())
                .isBetween(
                        0.95 * medians.path("passThroughBytesPerDraft").asDouble(),
                        1.05 * medians.path("passThroughBytesPerDraft").asDouble());
        assertThat(json.path("machine").path("digest").asText()).hasSize(64);
    }

    @Test
    void namesTheMeasurementsItKnowsWhenAskedForAnother() {
        assertThat(Main.run("pipeline", "--quick", "--only", "sideways")).isEqualTo(Main.FAILED);
    }
}
