package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import io.m6flow.sink.webhook.ContentEvents;
import io.m6flow.sink.webhook.DecisionEvents;
import io.m6flow.sink.webhook.Endpoint;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.Subscription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksFileTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    @TempDir
    private Path directory;

    @Test
    void readsEndpointsWithTheirSecretsFromTheFileOrTheEnvironment() throws IOException {
        List<Endpoint> endpoints = read("""
                endpoints:
                  - name: shop
                    url: https://shop.example.com/hooks
                    secrets: [%s, %s]
                    types: [decision.approved, decision.edited]
                    tenants: [M-01]
                  - {name: archive, url: "http://10.0.0.7/in", secrets-from: ARCHIVE, private: true}
                """.formatted(SECRET, OTHER));

        assertThat(endpoints)
                .extracting(Endpoint::name)
                .containsExactly(new EndpointName("shop"), new EndpointName("archive"));
        assertThat(endpoints.get(0).secrets()).hasSize(2);
        assertThat(endpoints.get(0).subscription().types())
                .containsExactlyInAnyOrder("decision.approved", "decision.edited");
        assertThat(endpoints.get(0).subscription().tenants()).containsExactly(new TenantId("M-01"));
        assertThat(endpoints.get(0).privateAddresses()).isFalse();
        assertThat(endpoints.get(1).secrets()).hasSize(2);
        assertThat(endpoints.get(1).privateAddresses()).isTrue();
    }

    @Test
    void tellsOfDecisionsUnlessTheFileSaysOtherwise() throws IOException {
        List<Endpoint> endpoints = read("""
                endpoints:
                  - {name: plain, url: "https://a.example", secrets-from: ARCHIVE}
                  - {name: content, url: "https://a.example", secrets-from: ARCHIVE, types: [content.*], kinds: [REASON, BADGE]}
                  - {name: all, url: "https://a.example", secrets-from: ARCHIVE, types: [content.retracted, decision.*]}
                """);

        assertThat(endpoints.get(0).subscription()).isEqualTo(Subscription.EVERYTHING.withTypes(DecisionEvents.TYPES));
        assertThat(endpoints.get(1).subscription())
                .isEqualTo(Subscription.EVERYTHING
                        .withTypes(ContentEvents.TYPES)
                        .withKinds(Set.of(Kind.REASON, Kind.BADGE)));
        assertThat(endpoints.get(2).subscription().types())
                .contains("content.retracted", "decision.revoked")
                .hasSize(8);
    }

    @Test
    void readsJsonAsWell() throws IOException {
        assertThat(read("{\"endpoints\":[{\"name\":\"a\",\"url\":\"https://a.example\",\"secrets\":[\"" + SECRET
                        + "\"]}]}"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"rw-------,true", "rw-r-----,true", "rw-r--r--,false", "rw-rw----,false", "rw-----w-,false"})
    void secretsStandOnlyInAFileThatOthersCannotRead(String permissions, boolean good) throws IOException {
        Path file = file("endpoints: [{name: a, url: 'https://a.example', secrets: [" + SECRET + "]}]");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        if (good) {
            assertThat(WebhooksFile.read(file, Map.of())).hasSize(1);
        } else {
            assertThatThrownBy(() -> WebhooksFile.read(file, Map.of()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("chmod 600");
        }
    }

    @Test
    void aFileWithoutSecretsIsForAllEyes() throws IOException {
        Path file = file("endpoints: [{name: a, url: 'https://a.example', secrets-from: A}]");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(WebhooksFile.read(file, Map.of("A", SECRET))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            [                                                                  ~ it is no YAML (line
            endpoint: []                                                       ~ it must hold a list named endpoints, and nothing else
            {endpoints: [], more: 1}                                           ~ it must hold a list named endpoints, and nothing else
            endpoints: [{name: A}]                                             ~ an endpoint's name must be
            endpoints: [{name: a, secret: x}]                                  ~ a has an unknown field "secret"; there are kinds, name, private, secrets,
            endpoints: [{name: a, name: b}]                                    ~ it is no YAML (line
            endpoints: [{name: a, url: "https://a.example"}]                   ~ a must have either secrets or secrets-from
            endpoints: [{name: a, url: "https://a.example", secrets-from: B}]  ~ the environment has no B, from which a takes its secrets
            endpoints: [{name: a, url: "https://a.example", secrets: []}]      ~ secrets of a must be a list of texts with one at least
            endpoints: [{name: a, url: "https://a.example", secrets: [whsec_]}] ~ the secrets of a: a secret must hold 24 to 64 bytes
            endpoints: [{name: a, url: "http://a.example", secrets-from: A}]   ~ the url of a must begin with https://
            endpoints: [{name: a, url: "https://a b?geheim", secrets-from: A}] ~ the url of a is none
            endpoints: [{name: a, url: "https://a.example", secrets-from: A, private: "yes"}] ~ private of a must be true or false
            endpoints: [{name: a, url: "https://a.example", secrets-from: A, types: [decision.made]}] ~ a asks for the type "decision.made"; there are content.published
            endpoints: [{name: a, url: "https://a.example", secrets-from: A, types: [content]}] ~ a asks for the type "content"; there are content.published, content.retracted, decision.approved
            endpoints: [{name: a, url: "https://a.example", secrets-from: A, kinds: [reason]}] ~ a asks for the kind "reason"; there are [REASON, THEME,
            endpoints: [{name: a, url: "https://a.example", secrets-from: A, tenants: []}] ~ tenants of a must be a list of texts with one at least; leave it out for all
            endpoints: [{name: a, url: "https://a.example", secrets-from: A}, {name: a, url: "https://b.example", secrets-from: A}] ~ two endpoints are named a
            """)
    void saysWhatIsWrongWithoutRepeatingSecrets(String text, String complaint) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> WebhooksFile.read(file, Map.of("A", SECRET)))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("webhooks.file: " + file + " cannot be used; ")
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("geheim")
                .hasMessageNotContaining("MfKQ");
    }

    @Test
    void saysWhenThereIsNoFile() {
        assertThatThrownBy(() -> WebhooksFile.read(directory.resolve("none"), Map.of()))
                .hasMessageContaining("it cannot be read (NoSuchFileException)");
    }

    private List<Endpoint> read(String text) throws IOException {
        return WebhooksFile.read(file(text), Map.of("ARCHIVE", SECRET + "\n" + OTHER + "\n"));
    }

    private Path file(String text) throws IOException {
        Path file = directory.resolve("webhooks.yaml");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
