package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedsTest {
    @TempDir
    Path cache;

    private final AtomicInteger measurements = new AtomicInteger();

    @BeforeEach
    void useThisCache() {
        System.setProperty(EmbeddedModel.CACHE, cache.toString());
    }

    @AfterEach
    void useTheUsualCache() {
        System.clearProperty(EmbeddedModel.CACHE);
    }

    private Speeds speeds(String torch, double fp32, double bf16) {
        return Speeds.keptOrMeasured(
                "model-cpu-2",
                torch,
                () -> {
                    measurements.incrementAndGet();
                    return fp32;
                },
                () -> bf16);
    }

    @Test
    void measuresOnceAndKeepsIt() {
        assertThat(speeds("2.7.1", 0.010, 0.004).halfIsFaster()).isTrue();
        assertThat(speeds("2.7.1", 9, 9).fp32Seconds()).isEqualTo(0.010);
        assertThat(measurements).hasValue(1);
    }

    @Test
    void measuresAgainWithAnotherPyTorchOrABrokenFile() throws IOException {
        speeds("2.7.1", 0.010, 0.004);
        assertThat(speeds("2.8.0", 0.010, 0.020).halfIsFaster()).isFalse();
        Files.writeString(cache.resolve("speeds/model-cpu-2.json"), "{\"torch\":");
        speeds("2.8.0", 0.010, 0.020);
        assertThat(measurements).hasValue(3);
    }

    @Test
    void aSmallGainIsNotWorthTheLostDigits() {
        assertThat(new Speeds("t", 32, 0.0121, 0.0100).halfIsFaster()).isTrue();
        assertThat(new Speeds("t", 32, 0.0119, 0.0100).halfIsFaster()).isFalse();
    }
}
