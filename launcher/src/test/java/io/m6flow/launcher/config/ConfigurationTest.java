package io.m6flow.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.launcher.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
            MODEL_DEVICE              ~ tpu     ~ model.device: device must be auto, cpu or gpu
            MODEL_DIR                 ~ /none   ~ model.dir: /none is no model folder
            """)
    void saysWhichValueIsWrong(ConfigKey key, String value, String complaint) {
        assertThatThrownBy(() -> Settings.from(Configuration.read(null, Map.of(), Map.of(key, value))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(complaint);
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
