package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code m6flow generate} with a server that speaks OpenAI's protocol in the engine's place. */
class GenerateCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ANSWER = """
            {"model":"tiny-1","choices":[{"finish_reason":"stop","message":{"role":"assistant","content":"碎花连衣裙"}}],
             "usage":{"prompt_tokens":40,"completion_tokens":4}}""";

    @TempDir
    private Path directory;

    private final List<String> keys = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", exchange -> {
            keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getRequestBody().readAllBytes();
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void letsTheServerWriteAndABrokenLineCostsOnlyItself() throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "sk-test");
        List<JsonNode> lines = generate(
                "{\"id\":\"1\",\"text\":\"法式碎花连衣裙女夏季\"}\nno json\n",
                "--kind",
                "hint",
                "--candidates",
                "2",
                "--set",
                "generator.backend=openai",
                "--set",
                "openai.url=http://127.0.0.1:" + server.getAddress().getPort() + "/v1/",
                "--set",
                "openai.model=tiny",
                "--set",
                "openai.key-file=" + key);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).path("text").asText()).isEqualTo("碎花连衣裙");
        assertThat(lines.get(0).path("aiLabel").asText()).isEqualTo("AI生成");
        assertThat(lines.get(0).at("/AIGC/ProduceID").asText()).isEqualTo("1");
        assertThat(lines.get(0).at("/trace/model").asText()).isEqualTo("tiny");
        assertThat(lines.get(0).at("/trace/modelVersion").asText()).endsWith("/tiny-1");
        assertThat(lines.get(0).path("candidates")).hasSize(2);
        assertThat(lines.get(0).at("/candidates/0").has("meanLogProbability")).isFalse();
        assertThat(lines.get(1).path("error").asText()).contains("line 2");
        assertThat(keys).containsExactly("Bearer sk-test", "Bearer sk-test");
    }

    private static List<JsonNode> generate(String input, String... arguments) throws IOException {
        InputStream in = System.in;
        PrintStream out = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        List<String> command = new ArrayList<>(List.of("generate"));
        command.addAll(List.of(arguments));
        try {
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
            assertThat(Main.run(command.toArray(String[]::new))).isZero();
        } finally {
            System.setIn(in);
            System.setOut(out);
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : written.toString(StandardCharsets.UTF_8).lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
