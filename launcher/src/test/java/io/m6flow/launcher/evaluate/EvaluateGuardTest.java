package io.m6flow.launcher.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateGuardTest {
    private static final String LABELLED = """
            {"id":"a","text":"😀最好吃的糕","category":"absolute-term","verdict":"violation","spans":[[1,4]]}
            {"id":"b","text":"碗是白的","category":"absolute-term","verdict":"violation","spans":[[0,1]],"debatable":true}
            {"id":"c","text":"最近发货慢","category":"lawful","verdict":"lawful","spans":[]}

            {"id":"d","text":"跳楼价","category":"lawful","verdict":"lawful","spans":[]}
            no json
            {"id":"e","text":"x","category":"lawful","verdict":"perhaps"}
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int evaluate(Path data, String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "guard";
        arguments[1] = "--data";
        arguments[2] = data.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return new CommandLine(new EvaluateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void writesFiguresAndTheVerdictOfEachLine() throws IOException {
        Path data = Files.writeString(directory.resolve("data.jsonl"), LABELLED);
        Path json = directory.resolve("result.json");
        assertThat(evaluate(data, "--json", json.toString())).isZero();
        JsonNode result = new ObjectMapper().readTree(json.toFile());
        assertThat(result.path("recall").asDouble()).isEqualTo(0.5);
        assertThat(result.path("falseAlarms").asDouble()).isEqualTo(0.5);
        assertThat(result.path("spanRecall").asDouble()).isEqualTo(0.5);
        assertThat(result.path("debatable").asInt()).isEqualTo(1);
        assertThat(result.at("/withoutDebatable/recall").asDouble()).isEqualTo(1);
        assertThat(result.at("/categories/absolute-term/recallOf").asInt()).isEqualTo(2);
        assertThat(result.path("lines")).hasSize(4);
        assertThat(result.at("/lines/0/verdict").asText()).isEqualTo("violation");
        assertThat(result.at("/lines/1/verdict").asText()).isEqualTo("lawful");
        assertThat(result.at("/lines/1/expected").asText()).isEqualTo("violation");
        JsonNode finding = result.at("/lines/0/findings/0");
        assertThat(finding.path("rule").asText()).isEqualTo("LAW_ABSOLUTE_TERM");
        assertThat(finding.path("start").asInt()).isEqualTo(1);
        assertThat(finding.path("end").asInt()).isEqualTo(4);
        assertThat(out.toString()).contains("0.500 [0.095, 0.905]  1 of 2");
    }

    @Test
    void aBadLineCostsOnlyItselfAndIsNamed() throws IOException {
        Path data = Files.writeString(directory.resolve("data.jsonl"), LABELLED);
        assertThat(evaluate(data)).isZero();
        assertThat(out.toString()).contains("line 6 left out: it is not JSON").contains("line 7 left out: verdict");
    }

    @Test
    void saysWhatIsWrongWithAFileThatHoldsNothing() throws IOException {
        Path data = Files.writeString(directory.resolve("data.jsonl"), "{}\n");
        assertThat(evaluate(data)).isEqualTo(2);
        assertThat(err.toString()).contains("holds no labelled text").contains("line 1");
        assertThat(evaluate(directory.resolve("none"))).isEqualTo(2);
        assertThat(err.toString()).contains("cannot be read");
    }

    @Test
    void knowsWilsonsInterval() {
        // From the formula with z = 1.96: 62 of 62.
        Share all = new Share(62, 62);
        assertThat(all.low()).isCloseTo(0.9417, within(0.0005));
        assertThat(all.high()).isCloseTo(1, within(1e-9));
        Share few = new Share(3, 58);
        assertThat(few.low()).isCloseTo(0.0177, within(0.0005));
        assertThat(few.high()).isCloseTo(0.1414, within(0.0005));
        assertThat(new Share(0, 0)).hasToString("-");
    }
}
