package io.m6flow.launcher.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

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

/** With the model that is shipped. */
class EvaluateTextsTest {
    private static final String PRODUCTS = """
            {"productId":"P-1","title":"白色纯棉衬衫","category":"上衣","attributes":{"材质":"纯棉","颜色":"白色"},"price":"99","references":{"reason":["纯棉的白色衬衫，贴身舒服。"]}}
            no json
            {"productId":"P-2","title":"黑色牛仔裤","category":"裤","attributes":[{"name":"颜色","value":"黑色"}],"references":{"reason":["黑色牛仔裤，百搭。"]}}
            {"productId":"P-3","title":"帽子","attributes":{},"references":{}}
            """;
    private static final String SPEECH = """
            {"id":"S-1","raw":"呃这条裙子裙子是雪纺的<b>一百九十九","clean":"这条裙子是雪纺的，一百九十九。","facts":["雪纺"],"forbidden":["呃"]}
            """;
    private static final String REPORT = """
            {"id":"N-1","text":"青禾超市周三公告，年底前关闭七家门店。员工转岗到社区小店。","summary":"青禾超市关停七家门店"}
            """;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int evaluate(String lines, String... more) throws IOException {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "texts";
        arguments[1] = "--data";
        arguments[2] = Files.writeString(directory.resolve("data.jsonl"), lines).toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return new CommandLine(new EvaluateCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private JsonNode evaluateToJson(String lines, String... more) throws IOException {
        Path json = directory.resolve("result.json");
        String[] arguments = new String[2 + more.length];
        arguments[0] = "--json";
        arguments[1] = json.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        assertThat(evaluate(lines, arguments)).as(err.toString()).isZero();
        return new ObjectMapper().readTree(json.toFile());
    }

    @Test
    void reasonsAreComparedWithThoseOfPeopleAndWithTheirSources() throws IOException {
        JsonNode result = evaluateToJson(PRODUCTS);

        assertThat(result.path("samples").asInt()).isEqualTo(2);
        for (String figure : new String[] {"bleu4", "rouge1", "rouge2", "rougeL"}) {
            assertThat(result.path(figure).asDouble()).as(figure).isBetween(0.1, 100.0);
        }
        for (String share : new String[] {"attributeCoverage", "unsupportedShare", "violationShare", "distinct4"}) {
            assertThat(result.path(share).isNumber()).as(share).isTrue();
            assertThat(result.path(share).asDouble()).as(share).isBetween(0.0, 1.0);
        }
        assertThat(result.at("/outputs/0/id").asText()).isEqualTo("P-1");
        assertThat(result.at("/outputs/0/text").asText()).isNotBlank();
        assertThat(result.at("/outputs/1/references/0").asText()).isEqualTo("黑色牛仔裤，百搭。");
    }

    @Test
    void linesToTrainOnThatWereHeldBackAreSamplesToo() throws IOException {
        JsonNode result = evaluateToJson("""
                {"id":"AP-1","title":"黑色牛仔裤","category":"女装/牛仔裤","attributes":{"颜色":"黑色"},"reason":["黑色牛仔裤，百搭。"],"theme":"百搭"}
                """);

        assertThat(result.at("/outputs/0/id").asText()).isEqualTo("AP-1");
        assertThat(result.at("/outputs/0/references/0").asText()).isEqualTo("黑色牛仔裤，百搭。");
        assertThat(result.path("badLines")).isEmpty();
    }

    @Test
    void aLineThatHoldsNoSampleCostsOnlyItself() throws IOException {
        JsonNode result = evaluateToJson(PRODUCTS, "--candidates", "1");

        assertThat(result.path("badLines")).hasSize(2);
        assertThat(result.at("/badLines/0").asText()).startsWith("line 2: ").contains("not JSON");
        assertThat(result.at("/badLines/1").asText()).startsWith("line 4: ").contains("references.reason");
        assertThat(out.toString()).contains("line 2: ").contains("left out");
    }

    @Test
    void speechIsAlsoComparedWithDoingNothingAndWithRules() throws IOException {
        JsonNode result = evaluateToJson(SPEECH);

        assertThat(result.at("/baselines/unchanged/deletionF").asDouble()).isZero();
        assertThat(result.at("/baselines/unchanged/factsKept").asDouble()).isEqualTo(1);
        assertThat(result.at("/baselines/rulesOnly/forbiddenGone").asDouble()).isEqualTo(1);
        assertThat(result.path("deletionF").isNumber()).isTrue();
    }

    @Test
    void summariesAreComparedWithTheFirstSentence() throws IOException {
        JsonNode result = evaluateToJson(REPORT);

        assertThat(result.at("/baselines/firstSentence/rougeL").asDouble()).isPositive();
        assertThat(result.at("/outputs/0/text").asText()).isNotBlank();
    }

    @Test
    void thePageShowsTextsSideBySideAndEscapesThem() throws IOException {
        Path html = directory.resolve("page.html");

        assertThat(evaluate(SPEECH, "--html", html.toString()))
                .as(err.toString())
                .isZero();

        assertThat(Files.readString(html))
                .contains("&lt;b&gt;一百九十九", "这条裙子是雪纺的，一百九十九。")
                .contains("<th scope=\"col\">unchanged</th>", "<th scope=\"col\">rulesOnly</th>")
                .containsPattern("deletionF</th><td>0\\.\\d{3}</td><td>0\\.000</td>")
                .doesNotContain("<b>");
    }

    @Test
    void samplesOfTwoKindsAreRefused() throws IOException {
        assertThat(evaluate(SPEECH + REPORT)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("all of one kind");
    }

    @Test
    void candidatesAreOneToEight() throws IOException {
        assertThat(evaluate(PRODUCTS, "--candidates", "9")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(evaluate(PRODUCTS, "--candidates", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(evaluate(PRODUCTS, "--candidates", "8", "--limit", "1")).isZero();
    }

    @Test
    void aFolderThatIsNotThereIsNamedBeforeTheWork() throws IOException {
        Path nowhere = directory.resolve("missing").resolve("result.json");

        assertThat(evaluate(REPORT, "--json", nowhere.toString())).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(err.toString()).contains(nowhere.toString()).doesNotContain("of 1 texts");
    }
}
