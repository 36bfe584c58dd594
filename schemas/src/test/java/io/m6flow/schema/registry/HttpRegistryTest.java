package io.m6flow.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.m6flow.schema.ProductEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that answers what it is told to: what a good registry never does is tested here alone. */
class HttpRegistryTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private volatile String path;
    private volatile String authorization;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            404 ~ {"error_code":40403,"message":"no"}                ~ its schema id 7 is unknown to the registry at http://127.0.0.1
            404 ~ {"error_code":40401,"message":"no"}                ~ its schema id 7 is unknown
            200 ~ {"schema":"{}","schemaType":"PROTOBUF"}            ~ its schema id 7 is of type PROTOBUF; write it with Avro
            200 ~ {"schema":"{}"}                                    ~ its schema id 7 is no Avro schema
            200 ~ {"schema":"\\"string\\"","references":[{"name":"x"}]} ~ its schema id 7 refers to other schemas
            """)
    void tellsWhatIsWrongWithASchema(int status, String body, String expected) {
        answers(status, body);
        String said = registry().find(7).fold(schema -> "found", why -> why);
        assertThat(said).startsWith(expected);
        assertThat(path).isEqualTo("/base/schemas/ids/7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            404 ~ <html>nothing here</html>               ~ is no schema registry (404: status 404); schema.registry.url must end where /subjects begins
            404 ~ {"error_code":404,"message":"no page"}  ~ is no schema registry (404: no page)
            200 ~ <html>welcome</html>                    ~ is no schema registry (200
            302 ~ {}                                      ~ is no schema registry (302
            401 ~ {"error_code":40101,"message":"who?"}   ~ refuses us (401); set schema.registry.user and its password
            403 ~ {}                                      ~ refuses us (403)
            """)
    void tellsARegistryThatIsSetUpWrongFromAnUnknownSchema(int status, String body, String expected) {
        answers(status, body);
        assertThatThrownBy(() -> registry().find(7))
                .isExactlyInstanceOf(RegistryException.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource({"500", "503", "429", "408"})
    void tellsARegistryThatCannotAnswerNow(int status) {
        answers(status, "{\"error_code\":50002,\"message\":\"timed out\"}");
        assertThatThrownBy(() -> registry().find(7))
                .isInstanceOf(RegistryAwayException.class)
                .hasMessageContaining("cannot answer now (" + status + ": timed out)");
    }

    @Test
    void aRegistryThatNobodyStartedIsAway() {
        server.stop(0);
        assertThatThrownBy(() -> registry().find(7))
                .isInstanceOf(RegistryAwayException.class)
                .hasMessageContaining("is away (java.net.ConnectException");
    }

    @Test
    void doesNotWaitLongForAnAnswerThatTrickles() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitTheEnd();
        });
        assertThatThrownBy(
                        () -> new HttpRegistry(settings().withRequestTimeout(Duration.ofMillis(300)), Optional.empty())
                                .find(7))
                .isInstanceOf(RegistryAwayException.class)
                .hasMessageContaining("no answer within PT0.3S");
    }

    @Test
    void registersUnderASubjectWithAnyName() {
        answers(200, "{\"id\":3}");
        assertThat(registry().register("a b/c-value", ProductEvent.getClassSchema()))
                .isEqualTo(3);
        assertThat(path).isEqualTo("/base/subjects/a%20b%2Fc-value/versions");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = "{} ~ {\"id\":0} ~ {\"id\":-4} ~ {\"id\":\"x\"}")
    void anAnswerWithoutAnIdIsNone(String none, String zero, String negative, String word) {
        for (String body : new String[] {none, zero, negative, word}) {
            answers(200, body);
            assertThatThrownBy(() -> registry().register("s", ProductEvent.getClassSchema()))
                    .isExactlyInstanceOf(RegistryException.class)
                    .hasMessageContaining("gave s no id");
        }
    }

    @Test
    void aRefusalStandsWhenTheRegistryTellsNoVersions() {
        server.createContext("/", exchange -> {
            boolean registers = exchange.getRequestMethod().equals("POST");
            exchange.getRequestBody().readAllBytes();
            send(exchange, registers ? 409 : 500, "{\"message\":\"does not fit\"}");
        });
        assertThatThrownBy(() -> registry().register("s", ProductEvent.getClassSchema()))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("does not take our schema of s: does not fit; give the field a default");
    }

    @Test
    void saysWhoItIsFromTheFileOrTheEnvironment(@TempDir Path directory) throws IOException {
        answers(200, "{\"schema\":\"\\\"string\\\"\"}");
        Path file = Files.writeString(directory.resolve("password"), "s3cret\n");
        var fromFile = settings().withUser("me", new RegistrySettings.PasswordSource("PASSWORD", file.toString()));
        new HttpRegistry(fromFile, Credentials.read(fromFile, Map.of("PASSWORD", "other"))).find(1);
        assertThat(authorization).isEqualTo("Basic bWU6czNjcmV0");

        var fromEnvironment = settings().withUser("me", new RegistrySettings.PasswordSource("PASSWORD", null));
        new HttpRegistry(fromEnvironment, Credentials.read(fromEnvironment, Map.of("PASSWORD", "s3cret"))).find(1);
        assertThat(authorization).isEqualTo("Basic bWU6czNjcmV0");
        registry().find(1);
        assertThat(authorization).isNull();
    }

    @Test
    void aPasswordThatIsMissingIsSaidSoWithoutShowingAny(@TempDir Path directory) throws IOException {
        var source = new RegistrySettings.PasswordSource("PASSWORD", null);
        assertThatThrownBy(() -> Credentials.read(settings().withUser("me", source), Map.of("PASSWORD", " ")))
                .hasMessageContaining("set PASSWORD in the environment");
        var none = new RegistrySettings.PasswordSource(
                "PASSWORD", directory.resolve("none").toString());
        assertThatThrownBy(() -> Credentials.read(settings().withUser("me", none), Map.of("PASSWORD", "x")))
                .hasMessageContaining("cannot be read (NoSuchFileException)");
        assertThat(Credentials.read(settings().withUser("me", source), Map.of("PASSWORD", "s3cret")))
                .hasValueSatisfying(known -> assertThat(known.toString()).doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            registry:8080                   ~ the address must be like http://registry:8080/apis/ccompat/v7
            ftp://registry/                 ~ the address must be like
            http://registry/?group=a        ~ without a query
            http://me:pw@registry/          ~ must not hold a user or password
            """)
    void refusesAnAddressThatCannotBeARegistrys(String url, String expected) {
        assertThatThrownBy(() -> RegistrySettings.at(URI.create(url)))
                .hasMessageContaining(expected)
                .hasMessageNotContaining("me:pw");
    }

    private void answers(int status, String body) {
        try {
            server.removeContext("/");
        } catch (IllegalArgumentException none) {
            // The first answer of a test.
        }
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            path = exchange.getRequestURI().getRawPath();
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            send(exchange, status, body);
        });
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRegistry registry() {
        return new HttpRegistry(settings(), Optional.empty());
    }

    private RegistrySettings settings() {
        return RegistrySettings.at(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/"));
    }
}
