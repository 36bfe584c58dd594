package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsWriterTest {
    @TempDir
    private Path folder;

    private static ByteBuffer floats(float... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.nativeOrder());
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.flip();
    }

    @Test
    void readsBackWhatItWrote() {
        Path file = folder.resolve("some.safetensors");
        SafetensorsWriter writer = SafetensorsWriter.ofFloats(Map.of("note", "说明"));
        writer.add("a", List.of(2L, 2L), () -> floats(1, 2, 3, 4));
        writer.add("b", List.of(1L), () -> floats(0.1f));
        writer.write(file);
        Safetensors read = Safetensors.open(List.of(file));
        assertThat(read.names()).containsExactlyInAnyOrder("a", "b");
        assertThat(read.shape("a")).containsExactly(2L, 2L);
        assertThat(read.floats("a").getFloat(12)).isEqualTo(4);
        assertThat(read.floats("b").getFloat(0)).isEqualTo(0.1f);
        assertThat(read.metadata("note")).isEqualTo("说明");
        assertThat(read.metadata("else")).isEmpty();
    }

    @Test
    void roundsToTheNearestHalfAndFromTheMiddleToTheEvenOne() {
        // a bfloat16 between 1 and 2 has steps of 1/128
        assertThat(widened(1 + 0.49f / 128)).isEqualTo(1);
        assertThat(widened(1 + 0.5f / 128)).isEqualTo(1);
        assertThat(widened(1 + 0.51f / 128)).isEqualTo(1 + 1f / 128);
        assertThat(widened(1 + 1.5f / 128)).isEqualTo(1 + 2f / 128);
        assertThat(widened(-1 - 1.5f / 128)).isEqualTo(-1 - 2f / 128);
    }

    private static float widened(float value) {
        return Float.intBitsToFloat(SafetensorsWriter.half(value) << 16);
    }

    @Test
    void refusesNumbersThatDoNotFillTheShape() {
        SafetensorsWriter writer = SafetensorsWriter.ofHalves(Map.of());
        writer.add("a", List.of(3L), () -> floats(1, 2));
        assertThatThrownBy(() -> writer.write(folder.resolve("bad.safetensors")))
                .hasMessageContaining("a has 8 bytes");
        assertThat(folder.resolve("bad.safetensors")).doesNotExist();
    }
}
