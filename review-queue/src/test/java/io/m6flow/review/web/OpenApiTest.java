package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.json.JsonRecords;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenApiTest {
    @RegisterExtension
    final RunningServer running = new RunningServer();

    @Test
    void isServedToEverybody() {
        HttpResponse<String> answer = running.anonymous().get("/api/v1/openapi.json");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(document().path("openapi").asText()).startsWith("3.1");
    }

    @Test
    void isWhatTheStandardAllows() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        options.setResolveFully(true);
        SwaggerParseResult parsed =
                new OpenAPIV3Parser().readContents(document().toString(), null, options);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).isNotEmpty();
    }

    @Test
    void describesTheRoutesThatThereAreAndNoOthers() {
        Set<String> described = new TreeSet<>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(key -> !key.equals("parameters"))
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> real = new TreeSet<>();
        running.server().routes().stream()
                .filter(route -> route.path().startsWith("/api/"))
                .forEach(route -> real.add(route.method() + " " + route.path()));

        assertThat(described).isEqualTo(real);
    }

    @Test
    void saysOfEachRouteWhatItIsAndHowItFails() {
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> !entry.getKey().equals("parameters"))
                        .map(Map.Entry::getValue)
                        .forEach(operation -> {
                            assertThat(operation.path("summary").asText())
                                    .as(path.getKey())
                                    .isNotBlank();
                            assertThat(operation.path("operationId").asText()).isNotBlank();
                            if (!operation.has("security")) {
                                assertThat(operation.path("responses").properties())
                                        .as(path.getKey())
                                        .extracting(Map.Entry::getKey)
                                        .contains("401", "403", "429");
                            }
                        }));
    }

    @Test
    void namesTheFieldsThatAnswersHave() {
        running.admit(Drafts.reason("M-1", "P-1", "文案"));
        JsonNode page = WebClient.json(running.program(RunningServer.LIN).get("/api/v1/items"));

        assertThat(names(page)).isEqualTo(described("ItemPage"));
        assertThat(names(page.path("items").path(0))).isEqualTo(described("Item"));
        assertThat(names(WebClient.json(running.program(RunningServer.LIN).get("/api/v1/counts"))))
                .isEqualTo(described("Counts"));
        assertThat(names(WebClient.json(running.program(RunningServer.LIN).post("/api/v1/claims", ""))))
                .isEqualTo(described("Claim"));
        assertThat(names(WebClient.json(running.program(RunningServer.MERCHANT).get("/api/v1/content"))))
                .isEqualTo(described("ContentPage"));
        running.program(RunningServer.MERCHANT).send("PUT", "/api/v1/terms", "{\"term\":\"最美\"}");
        JsonNode terms = WebClient.json(running.program(RunningServer.MERCHANT).get("/api/v1/terms"));
        assertThat(names(terms)).isEqualTo(described("TermList"));
        assertThat(names(terms.path("terms").path(0))).isEqualTo(described("Term"));
    }

    private Set<String> described(String schema) {
        return names(document().at("/components/schemas/" + schema + "/properties"));
    }

    private static Set<String> names(JsonNode json) {
        Set<String> names = new TreeSet<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode document() {
        return JsonRecords.read(running.anonymous().get("/api/v1/openapi.json").body());
    }
}
