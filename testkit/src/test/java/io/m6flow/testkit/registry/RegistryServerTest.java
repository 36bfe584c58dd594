package io.m6flow.testkit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.registry.RegistryException;
import io.m6flow.schema.registry.RegistrySettings.PasswordSource;
import io.m6flow.schema.registry.SharedRegistries;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryServerTest extends RegistryContract {
    private final RegistryServer server = RegistryServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    URI url() {
        return server.url();
    }

    @ParameterizedTest
    @CsvSource({
        "/subjects, 200, coat-value",
        "/subjects/coat-value/versions, 200, [1]",
        "/subjects/coat-value/versions/1, 200, \"version\":1",
        "/subjects/coat-value/versions/latest, 200, \"id\":1",
        "/subjects/hat-value/versions, 404, 40401",
        "/subjects/coat-value/versions/2, 404, 40402",
        "/subjects/coat-value/versions/0, 422, 42202",
        "/schemas/ids/1, 200, schema",
        "/schemas/ids/2, 404, 40403",
        "/schemas/ids/0, 404, 40403",
        "/nothing, 404, \"error_code\":404"
    })
    void answersAsTheApiDoes(String page, int status, String part) throws Exception {
        server.register("coat-value", "\"string\"");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url() + page)).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(part);
    }

    @Test
    void takesAnyChangeWhereNoneIsChecked() {
        server.level("coat-value", "NONE");
        assertThat(server.register("coat-value", "\"string\"")).isEqualTo(1);
        assertThat(server.register("coat-value", "\"int\"")).isEqualTo(2);
        assertThatThrownBy(() -> server.register("coat-value", "coat")).hasMessageContaining("invalid Avro schema");
    }

    @Test
    void letsInWhoKnowsThePassword(@TempDir Path directory) throws IOException {
        server.register("coat-value", "\"string\"");
        server.wants("me", "s3cret");
        assertThatThrownBy(() -> SharedRegistries.at(server.settings()).find(1))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("refuses us (401)")
                .hasMessageNotContaining("s3cret");
        Path file = Files.writeString(directory.resolve("password"), "s3cret");
        var settings = server.settings().withUser("me", new PasswordSource("NONE", file.toString()));
        String found = SharedRegistries.at(settings).find(1).fold(Object::toString, why -> why);
        assertThat(found).isEqualTo("\"string\"");
    }
}
