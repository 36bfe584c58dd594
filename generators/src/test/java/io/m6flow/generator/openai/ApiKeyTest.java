package io.m6flow.generator.openai;

import static io.m6flow.generator.openai.ChatServer.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorException;
import io.m6flow.generator.Material;
import io.m6flow.generator.OpenAiSettings;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key goes to the server and nowhere else. */
class ApiKeyTest {
    private static final String SECRET = "sk-verysecret-0123456789";
    private static final Map<String, String> ENVIRONMENT = Map.of(OpenAiSettings.KEY_VARIABLE, SECRET + "\n");
    private static final Prompt PROMPT =
            Prompt.of("k", ContentKind.REASON, new Material.Product("连衣裙", "", List.of()), 1);

    @TempDir
    private Path directory;

    @Test
    void isSentAsABearer() throws IOException {
        try (ChatServer server = new ChatServer();
                TextGenerator generator = SharedClients.start(settings(server), ENVIRONMENT)) {
            generator.generate(PROMPT).join();
            assertThat(server.seen().get(0).authorization()).contains("Bearer " + SECRET);
        }
    }

    @Test
    void aFileWinsOverTheEnvironmentAndNoKeyIsNoHeader() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "from-file\n");
        try (ChatServer server = new ChatServer();
                TextGenerator filed = SharedClients.start(
                        settings(server)
                                .withKey(new OpenAiSettings.KeySource(OpenAiSettings.KEY_VARIABLE, file.toString())),
                        ENVIRONMENT);
                TextGenerator keyless = SharedClients.start(settings(server), Map.of())) {
            filed.generate(PROMPT).join();
            keyless.generate(PROMPT).join();
            assertThat(server.seen().get(0).authorization()).contains("Bearer from-file");
            assertThat(server.seen().get(1).authorization()).isEmpty();
        }
    }

    @Test
    void standsInNoMessageAndNoLog() throws IOException {
        List<String> logged = new CopyOnWriteArrayList<>();
        Logger root = (Logger) LogManager.getRootLogger();
        Level before = root.getLevel();
        AbstractAppender appender = new AbstractAppender("kept", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                logged.add(event.getMessage().getFormattedMessage() + event.getThrown());
            }
        };
        appender.start();
        root.addAppender(appender);
        Configurator.setRootLevel(Level.ALL);
        try (ChatServer server = new ChatServer();
                TextGenerator generator = SharedClients.start(
                        settings(server).withBreaker(new OpenAiSettings.Breaker(1, 1, Duration.ofSeconds(9))),
                        ENVIRONMENT)) {
            server.next(fails(401, "invalid_api_key", "Incorrect API key provided: " + SECRET));
            Generation refused = generator.generate(PROMPT).join();
            assertThat(refused.toString()).contains("401 (invalid_api_key)").doesNotContain("verysecret");
            server.always(fails(500, SECRET, "Bearer " + SECRET));
            assertThat(generator.generate(PROMPT).join().toString())
                    .contains("500")
                    .doesNotContain("verysecret");
            assertThat(generator.toString()
                            + generator.card()
                            + ApiKey.read(settings(server).key(), ENVIRONMENT))
                    .doesNotContain("verysecret");
        } finally {
            root.removeAppender(appender);
            Configurator.setRootLevel(before);
        }
        assertThat(logged).anyMatch(line -> line.contains("fails too often")).noneMatch(l -> l.contains("verysecret"));
    }

    @Test
    void isNotInTheSettingsThatTravel() throws Exception {
        OpenAiSettings settings = OpenAiSettings.of(URI.create("https://example.org/v1"), "tiny");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(settings);
        }
        SharedClients.start(settings, ENVIRONMENT).close();
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).contains(OpenAiSettings.KEY_VARIABLE);
        assertThat(settings.toString()).doesNotContain("verysecret");
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(settings);
        }
    }

    @Test
    void whatCannotBeAKeyIsSaidWithoutShowingIt() throws IOException {
        OpenAiSettings settings = OpenAiSettings.of(URI.create("https://example.org/v1"), "tiny");
        assertThatThrownBy(() ->
                        SharedClients.start(settings, Map.of(OpenAiSettings.KEY_VARIABLE, "sk-verysecret\r\nX: y")))
                .isInstanceOf(GeneratorException.class)
                .hasMessageStartingWith(OpenAiSettings.KEY_VARIABLE)
                .hasMessageNotContaining("verysecret");
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThatThrownBy(() -> SharedClients.start(
                        settings.withKey(new OpenAiSettings.KeySource("NONE", empty.toString())), Map.of()))
                .hasMessageContaining(empty + " is empty");
        assertThatThrownBy(() -> SharedClients.start(
                        settings.withKey(new OpenAiSettings.KeySource("NONE", "/nowhere/key")), Map.of()))
                .hasMessageContaining("/nowhere/key cannot be read");
    }

    @Test
    void anAddressThatHoldsAPasswordIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> OpenAiSettings.of(URI.create("https://me:verysecret@example.org/v1"), "tiny"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("verysecret");
        assertThatThrownBy(() -> OpenAiSettings.of(URI.create("ftp://example.org/v1"), "tiny"))
                .hasMessageContaining("ftp://example.org/v1");
    }

    private static OpenAiSettings settings(ChatServer server) {
        return OpenAiSettings.of(server.url(), "tiny")
                .withRetries(new OpenAiSettings.Retries(1, Duration.ofMillis(1), Duration.ofMillis(1)));
    }
}
