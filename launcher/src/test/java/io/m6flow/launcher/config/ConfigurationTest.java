package io.m6flow.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.OpenAiSettings;
import io.m6flow.job.Delivery;
import io.m6flow.launcher.UsageException;
import io.m6flow.schema.Kind;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.schema.label.VisibleLabel;
import io.m6flow.schema.label.VisibleLabel.Placement;
import io.m6flow.schema.registry.RegistrySettings;
import io.m6flow.sink.file.FileFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @TempDir
    private Path directory;

    @Test
    void defaultsAreComplete() {
        Settings settings = Settings.from(Configuration.read(null, Map.of(), Map.of()));
        assertThat(settings.kafkaPort()).isEqualTo(9092);
        assertThat(settings.review().policy()).isEqualTo("default");
        assertThat(settings.flink().checkpointInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.generator()).isEqualTo(GeneratorSettings.defaults());
        assertThat(settings.kafkaBootstrap()).isEmpty();
        assertThat(settings.productDelivery()).isEqualTo(Delivery.EXACTLY_ONCE);
    }

    @Test
    void aFlagWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
        Path file = file("review:\n  policy: manual\n  port: 1\nflink.port: 2\nkafka: {port: 3}\n");
        Configuration read = Configuration.read(
                file,
                Map.of("M6FLOW_REVIEW_PORT", "11", "M6FLOW_FLINK_PORT", "12"),
                Map.of(ConfigKey.FLINK_PORT, "22"));
        assertThat(read.text(ConfigKey.REVIEW_POLICY)).isEqualTo("manual");
        assertThat(read.text(ConfigKey.KAFKA_PORT)).isEqualTo("3");
        assertThat(read.text(ConfigKey.REVIEW_PORT)).isEqualTo("11");
        assertThat(read.text(ConfigKey.FLINK_PORT)).isEqualTo("22");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestKnownOne() throws IOException {
        Path file = file("review:\n  polcy: manual\n");
        assertThatThrownBy(() -> Configuration.read(file, Map.of(), Map.of()))
                .isInstanceOf(UsageException.class)
                .hasMessage(file + ": unknown key \"review.polcy\"; did you mean \"review.policy\"?");
    }

    @Test
    void aFileThatIsNotThereOrNotYamlIsSaidSo() throws IOException {
        assertThatThrownBy(() -> Configuration.read(directory.resolve("none.yaml"), Map.of(), Map.of()))
                .hasMessageContaining("cannot be read");
        Path broken = file("review: [");
        assertThatThrownBy(() -> Configuration.read(broken, Map.of(), Map.of())).hasMessageContaining("is not YAML");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            KAFKA_PORT                ~ 65536   ~ kafka.port must be a whole number from 0 to 65535, was "65536"
            KAFKA_PORT                ~ x       ~ kafka.port must be a whole number
            FLINK_PARALLELISM         ~ 0       ~ flink.parallelism must be a whole number from 1 to 128
            FLINK_CHECKPOINT_INTERVAL ~ 1s      ~ flink.checkpoint.interval must be a positive duration such as PT5M
            REVIEW_LEASE              ~ PT0S    ~ review.lease must be a positive duration
            REVIEW_KEEP_DECIDED       ~ PT23H   ~ review.keep-decided must be a day (P1D) at least, or never, was "PT23H"
            REVIEW_KEEP_DECIDED       ~ always  ~ review.keep-decided must be a positive duration
            REVIEW_RETRACT_ON_CHANGE  ~ SCRIPT  ~ review.retract-on-change must name kinds among [REASON, THEME, HINT, BADGE]
            REVIEW_REWRITES           ~ 11      ~ review.rewrites must be a whole number from 0 to 10
            MODEL_DEVICE              ~ tpu     ~ model.device: device must be auto, cpu, gpu or gpu:n
            MODEL_DIR                 ~ /none   ~ model.dir: /none is no model folder
            GENERATOR_BACKEND         ~ gpt     ~ generator.backend must be m6 or openai, was "gpt"
            GENERATOR_BACKEND         ~ openai  ~ openai.model is not set, and generator.backend=openai needs it
            OPENAI_URL                ~ http://x/v1 ~ openai.url is set, but generator.backend is m6; leave it out
            OPENAI_CONCURRENCY        ~ 4       ~ openai.concurrency is set, but generator.backend is m6
            LABEL_TEXT                ~ 机器写的  ~ label.text: a visible label must hold 人工智能 or AI, and 生成 or 合成, was "机器写的"
            LABEL_TEXT                ~ AI生成,SUMMARY=摘要 ~ label.text: a visible label must hold
            LABEL_TEXT                ~ AI生成,TITLE=AI生成 ~ label.text: must name kinds among [REASON, THEME, HINT, BADGE, SCRIPT, SUMMARY], was "TITLE"
            LABEL_TEXT                ~ AI生成,AI合成 ~ label.text: after the value for all kinds there must be KIND=value, was "AI合成"
            LABEL_PLACEMENT           ~ middle  ~ label.placement: must be field, start or end, was "middle"
            LABEL_PLACEMENT           ~ field,HINT=end,HINT=start ~ label.placement names HINT twice
            LABEL_PRODUCER            ~ ' '     ~ label.producer: producer is empty; name who answers
            PRODUCT_DELIVERY          ~ twice   ~ product.delivery: must be exactly-once or at-least-once, was "twice"
            SCHEMA_REGISTRY_URL       ~ reg:80  ~ schema.registry.url: the address must be like http://registry:8080
            SCHEMA_REGISTRY_USER      ~ me      ~ schema.registry.user is set, but schema.registry.url is not; set that too
            SCHEMA_REGISTRY_PASSWORD_FILE ~ /pw ~ schema.registry.password-file is set, but schema.registry.url is not
            """)
    void saysWhichValueIsWrong(ConfigKey key, String value, String complaint) {
        assertThatThrownBy(() -> Settings.from(Configuration.read(null, Map.of(), Map.of(key, value))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void labelsAreChosenForAllKindsAndForSome() {
        LabelPolicy labels = Settings.from(Configuration.read(
                        null,
                        Map.of("M6FLOW_LABEL_PROPAGATOR", "示例商城"),
                        Map.of(
                                ConfigKey.LABEL_TEXT, "人工智能生成, summary=AI生成摘要",
                                ConfigKey.LABEL_PLACEMENT, "end,HINT=field",
                                ConfigKey.LABEL_PRODUCER, "91440300708461136T")))
                .labels();

        assertThat(labels.labels())
                .containsEntry(Kind.REASON, new VisibleLabel("人工智能生成", Placement.END))
                .containsEntry(Kind.HINT, new VisibleLabel("人工智能生成", Placement.FIELD))
                .containsEntry(Kind.SUMMARY, new VisibleLabel("AI生成摘要", Placement.END));
        assertThat(labels.producer()).isEqualTo("91440300708461136T");
        assertThat(labels.propagator()).isEqualTo("示例商城");
        assertThat(Settings.from(Configuration.read(null, Map.of(), Map.of())).labels())
                .isEqualTo(LabelPolicy.defaults());
    }

    @Test
    void decidedItemsAreKeptForThirtyDaysOrAsToldOrForEver() {
        assertThat(keepDecided(Map.of())).contains(Duration.ofDays(30));
        assertThat(keepDecided(Map.of(ConfigKey.REVIEW_KEEP_DECIDED, "P1D"))).contains(Duration.ofDays(1));
        assertThat(keepDecided(Map.of(ConfigKey.REVIEW_KEEP_DECIDED, "never"))).isEmpty();
    }

    private static Optional<Duration> keepDecided(Map<ConfigKey, String> flags) {
        return Settings.from(Configuration.read(null, Map.of(), flags)).review().keepDecided();
    }

    @Test
    void aServerCanWriteInTheEnginesPlace() throws IOException {
        Path file =
                file("generator.backend: openai\nopenai: {url: 'http://gpu-1:8000/v1', model: qwen, context: 8192}\n");
        Settings settings = Settings.from(Configuration.read(
                file,
                Map.of("M6FLOW_OPENAI_KEY_FILE", "/run/secrets/key", "M6FLOW_OPENAI_TIMEOUT", "PT20S"),
                Map.of(ConfigKey.OPENAI_CONCURRENCY, "64", ConfigKey.OPENAI_ATTEMPTS, "2")));
        OpenAiSettings expected = OpenAiSettings.of(URI.create("http://gpu-1:8000/v1"), "qwen")
                .withMaxPositions(8192)
                .withConcurrency(64)
                .withKey(new OpenAiSettings.KeySource("M6FLOW_OPENAI_KEY", "/run/secrets/key"))
                .withTimeouts(new OpenAiSettings.Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60)))
                .withRetries(new OpenAiSettings.Retries(2, Duration.ofMillis(500), Duration.ofSeconds(20)));
        assertThat(settings.generator()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            OPENAI_URL   ~ gpu-1:8000         ~ openai.url: the address must be like http://127.0.0.1:8000/v1
            OPENAI_URL   ~ http://gpu 1/v1    ~ openai.url: Illegal character
            OPENAI_URL   ~ http://me:pw@x/v1  ~ openai.url: the address must not hold a user or password
            MODEL_SLOTS  ~ 8                  ~ model.slots is set, but generator.backend is openai; leave it out
            MODEL_DEVICE ~ gpu                ~ model.device is set, but generator.backend is openai
            """)
    void saysWhatDoesNotGoWithAServer(ConfigKey key, String value, String complaint) {
        Map<ConfigKey, String> flags = new EnumMap<>(Map.of(
                ConfigKey.GENERATOR_BACKEND, "openai",
                ConfigKey.OPENAI_URL, "http://x/v1",
                ConfigKey.OPENAI_MODEL, "qwen"));
        flags.put(key, value);
        assertThatThrownBy(() -> Settings.from(Configuration.read(null, Map.of(), flags)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void recordsMayBearTheIdsOfARegistry() {
        assertThat(Settings.from(Configuration.read(null, Map.of(), Map.of())).topicFormat())
                .isEqualTo(TopicFormat.SELF_DESCRIBING);
        Settings settings = Settings.from(Configuration.read(
                null,
                Map.of("M6FLOW_SCHEMA_REGISTRY_URL", "http://registry:8080/apis/ccompat/v7"),
                Map.of(
                        ConfigKey.SCHEMA_REGISTRY_USER, "m6",
                        ConfigKey.SCHEMA_REGISTRY_PASSWORD_FILE, "/run/secrets/registry")));
        assertThat(settings.topicFormat())
                .isEqualTo(
                        TopicFormat.registeredAt(RegistrySettings.at(URI.create("http://registry:8080/apis/ccompat/v7"))
                                .withUser(
                                        "m6",
                                        new RegistrySettings.PasswordSource(
                                                "M6FLOW_SCHEMA_REGISTRY_PASSWORD", "/run/secrets/registry"))));
    }

    @Test
    void aPasswordFileWithoutAUserIsRefused() {
        Map<ConfigKey, String> flags = Map.of(
                ConfigKey.SCHEMA_REGISTRY_URL, "http://registry:8080/", ConfigKey.SCHEMA_REGISTRY_PASSWORD_FILE, "/pw");
        assertThatThrownBy(() -> Settings.from(Configuration.read(null, Map.of(), flags)))
                .hasMessageContaining("schema.registry.password-file is set, but schema.registry.user is not");
    }

    @Test
    void draftsAboutProductsMayComeSooner() {
        Configuration read = Configuration.read(null, Map.of("M6FLOW_PRODUCT_DELIVERY", "at-least-once"), Map.of());
        assertThat(Settings.from(read).productDelivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
    }

    @Test
    void aProviderSignsPeopleInWithTheRolesThatAreNamed() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "s");
        Settings.Review review = Settings.from(Configuration.read(
                        null,
                        Map.of(),
                        Map.of(
                                ConfigKey.REVIEW_OIDC_ISSUER, "https://login.example.com/realms/shop",
                                ConfigKey.REVIEW_OIDC_CLIENT_ID, "m6",
                                ConfigKey.REVIEW_OIDC_CLIENT_SECRET_FILE, secret.toString(),
                                ConfigKey.REVIEW_OIDC_ROLES, "managers=lead, people = reviewer",
                                ConfigKey.REVIEW_PUBLIC_URL, "https://review.example.com")))
                .review();

        Settings.Oidc oidc = review.oidc().orElseThrow();
        assertThat(oidc.roles()).containsExactly(Map.entry("managers", "lead"), Map.entry("people", "reviewer"));
        assertThat(oidc.nameClaim()).isEqualTo("preferred_username");
        assertThat(oidc.secretFile()).isEqualTo(secret.toString());
        assertThat(review.publicUrl()).contains(URI.create("https://review.example.com"));
    }

    @ParameterizedTest
    @CsvSource({
        "REVIEW_OIDC_CLIENT_ID, m6, review.oidc.client-id is set but",
        "REVIEW_OIDC_ISSUER, https://login.example.com, review.oidc.client-id is not set",
        "REVIEW_OIDC_ISSUER, login, review.oidc.client-id is not set",
        "REVIEW_PUBLIC_URL, review.example.com, review.public-url must be a whole address"
    })
    void aSignInThatCannotWorkIsRefused(ConfigKey key, String value, String complaint) {
        assertThatThrownBy(() -> Settings.from(Configuration.read(null, Map.of(), Map.of(key, value))))
                .isInstanceOf(UsageException.class)
                .extracting(fault -> fault.getMessage().replace(",", ""))
                .asString()
                .contains(complaint);
    }

    @Test
    void publishedContentGoesToFilesAndToPostgresWhereTheyAreNamed() {
        assertThat(Settings.from(Configuration.read(null, Map.of(), Map.of())).moreSinks())
                .isEqualTo(MoreSinks.NONE);
        MoreSinks sinks = Settings.from(Configuration.read(
                        null,
                        Map.of(),
                        Map.of(
                                ConfigKey.SINKS_FILES, "/out",
                                ConfigKey.SINKS_FILES_FORMAT, "parquet, jsonl",
                                ConfigKey.SINKS_POSTGRES_URL, "jdbc:postgresql://db:5432/shop",
                                ConfigKey.SINKS_POSTGRES_PASSWORD_FILE, "/run/secrets/pg",
                                ConfigKey.SINKS_POSTGRES_SCHEMA, "m6")))
                .moreSinks();
        assertThat(sinks.files())
                .contains(new MoreSinks.Files(Path.of("/out"), EnumSet.allOf(FileFormat.class), Duration.ofMinutes(1)));
        assertThat(sinks.postgres()).hasValueSatisfying(postgres -> {
            assertThat(postgres.url()).isEqualTo("jdbc:postgresql://db:5432/shop");
            assertThat(postgres.user()).isEqualTo("m6flow");
            assertThat(postgres.password().file()).isEqualTo("/run/secrets/pg");
            assertThat(postgres.schema()).isEqualTo("m6");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "SINKS_FILES_FORMAT, parquet, sinks.files-format is set but sinks.files is not",
        "SINKS_POSTGRES_SCHEMA, shop, sinks.postgres.schema is set but sinks.postgres.url is not",
        "SINKS_POSTGRES_URL, jdbc:postgresql://db/shop?password=secret, sinks.postgres.url: the address must not hold",
        "SINKS_POSTGRES_URL, jdbc:mysql://db/shop, sinks.postgres.url: the address must be like jdbc:postgresql://"
    })
    void aSinkThatCannotWorkIsRefused(ConfigKey key, String value, String complaint) {
        assertThatThrownBy(() -> Settings.from(Configuration.read(null, Map.of(), Map.of(key, value))))
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining("secret")
                .extracting(fault -> fault.getMessage().replace(",", ""))
                .asString()
                .contains(complaint);
    }

    @Test
    void everyKeyIsInTheDocumentation() throws IOException {
        String documentation = Files.readString(Path.of("../docs/configuration.md"));
        ConfigKey.all()
                .forEach(key -> assertThat(documentation)
                        .contains(
                                "| `" + key.key() + "` | " + (key.standIn().isEmpty() ? "" : "`" + key.standIn() + "`")
                                        + " | " + key.help() + " |"));
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("m6flow.yaml"), content);
    }
}
