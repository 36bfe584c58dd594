package io.m6flow.testkit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.m6flow.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * A real Apicurio Registry in a process of its own, in memory. It is fetched with {@code -Papicurio} (140 MB) and starts
 * in about ten seconds.
 */
@Tag("cluster")
class ApicurioTest extends RegistryContract {
    private static final Path JAR = Path.of("target/apicurio/apicurio-registry.jar");
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final int PORT = Ports.free();
    private static final URI API = URI.create("http://127.0.0.1:" + PORT + "/apis/ccompat/v7");
    private static final long START_LIMIT = Duration.ofMinutes(3).toNanos();

    private static Process apicurio;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.exists(JAR), "Apicurio is not here; run with -Papicurio");
        apicurio = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + PORT,
                        "-jar",
                        JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target/apicurio/out.log").toFile())
                .start();
        long end = System.nanoTime() + START_LIMIT;
        while (!checksBackward()) {
            assertThat(System.nanoTime()).as("see target/apicurio/out.log").isLessThan(end);
            assertThat(apicurio.waitFor(200, TimeUnit.MILLISECONDS))
                    .as("ended; see target/apicurio/out.log")
                    .isFalse();
        }
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (apicurio != null) {
            apicurio.destroy();
            if (!apicurio.waitFor(20, TimeUnit.SECONDS)) {
                apicurio.destroyForcibly();
            }
        }
    }

    /** A registry of Apicurio's checks nothing until it is told to. */
    private static boolean checksBackward() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(API + "/config"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", JSON)
                .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"BACKWARD\"}"))
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    URI url() {
        return API;
    }
}
