package io.m6flow.generator.openai;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Material;
import io.m6flow.generator.OpenAiSettings;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A chat server for each test, and a client that loses no time waiting. */
abstract class WithChatServer {
    static final Material.Product DRESS = new Material.Product(
            "法式碎花连衣裙女夏季雪纺长裙", "女装/连衣裙", List.of(new Attribute("面料", "雪纺"), new Attribute("领型", "V领")));
    static final Duration LONG = Duration.ofSeconds(20);

    ChatServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ChatServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    OpenAiSettings settings() {
        return OpenAiSettings.of(server.url(), "tiny")
                .withRetries(new OpenAiSettings.Retries(3, Duration.ofMillis(2), Duration.ofMillis(10)))
                .withTimeouts(new OpenAiSettings.Timeouts(LONG, LONG))
                .withBreaker(new OpenAiSettings.Breaker(100, 100, LONG));
    }

    static TextGenerator start(OpenAiSettings settings) {
        return SharedClients.start(settings, Map.of());
    }

    static Prompt reason(String id) {
        return Prompt.of(id, ContentKind.REASON, DRESS, 7);
    }

    Generation answer(Prompt prompt) {
        try (TextGenerator generator = start(settings())) {
            return generator.generate(prompt).join();
        }
    }

    static Generation.Written written(Generation generation) {
        return generation.fold(
                written -> written,
                refused -> {
                    throw new AssertionError("refused: " + refused.message());
                },
                failed -> {
                    throw new AssertionError(failed.fault() + ": " + failed.message());
                });
    }

    static Generation.Failed failed(Generation generation) {
        return (Generation.Failed) generation;
    }
}
