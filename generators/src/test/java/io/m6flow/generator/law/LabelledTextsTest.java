package io.m6flow.generator.law;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recall and false alarms on the labelled texts that the lexicon was written with. */
class LabelledTextsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"adlaw.jsonl", "adlaw-more.jsonl", "sentences.jsonl"})
    void findsViolationsAndLetsLawfulTextsPass(String file) throws IOException {
        List<String> missed = new ArrayList<>();
        List<String> alarmed = new ArrayList<>();
        int violations = 0;
        int lawful = 0;
        for (JsonNode line : read(file)) {
            String text = line.path("text").asText();
            boolean found = !Checks.check(text).isEmpty();
            if (line.path("verdict").asText().equals("violation")) {
                violations++;
                if (!found) {
                    missed.add(text);
                }
            } else {
                lawful++;
                if (found) {
                    alarmed.add(text);
                }
            }
        }
        assertThat(missed).hasSizeLessThanOrEqualTo(violations * 2 / 100);
        assertThat(alarmed).hasSizeLessThanOrEqualTo(lawful * 2 / 100);
    }

    private static List<JsonNode> read(String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(LabelledTextsTest.class.getResourceAsStream(file), file)) {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                lines.add(JSON.readTree(line));
            }
            return lines;
        }
    }
}
