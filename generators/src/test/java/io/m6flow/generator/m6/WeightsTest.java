package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.GeneratorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
    @TempDir
    Path folder;

    @Test
    void refusesAMissingTensorByName() {
        TinyModel model = new TinyModel().without("model.layers.1.mlp.up_proj.weight");
        assertThatThrownBy(() -> check(model))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("model.layers.1.mlp.up_proj.weight")
                .hasMessageContaining("[24, 16]");
    }

    @Test
    void refusesAnIllShapedTensorWithBothShapes() {
        TinyModel model = new TinyModel().tensor("model.norm.weight", 15);
        assertThatThrownBy(() -> check(model))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("model.norm.weight")
                .hasMessageContaining("[15]")
                .hasMessageContaining("[16]");
    }

    @Test
    void refusesAnUnknownTensorByName() {
        TinyModel model = new TinyModel().tensor("model.extra.weight", 3, 2);
        assertThatThrownBy(() -> check(model))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("model.extra.weight")
                .hasMessageContaining("[3, 2]");
    }

    @Test
    void refusesANumberTypeThatItCannotWidenByName() {
        Path file = TinyModel.write(
                folder.resolve("model.safetensors"),
                Map.of(
                        "model.norm.weight",
                        Map.of("dtype", "I8", "shape", new int[] {16}, "data_offsets", new int[] {0, 16})),
                List.of(new byte[16]));
        assertThatThrownBy(() -> Safetensors.open(List.of(file)))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("model.norm.weight")
                .hasMessageContaining("[16]")
                .hasMessageContaining("I8");
    }

    @Test
    void refusesAFileThatIsCutShort() throws IOException {
        Path file = new TinyModel().write(folder.resolve("model.safetensors"), "F32");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 10));
        assertThatThrownBy(() -> Safetensors.open(List.of(file))).isInstanceOf(GeneratorException.class);
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> Safetensors.open(List.of(file)))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("not a safetensors file");
    }

    @Test
    void readsHalvesBothWaysAsFloats() {
        short[] halves = {0x3c00, (short) 0xc000, 0x3555, 0x0001, 0x7c00, 0};
        short[] brains = {0x3f80, (short) 0xc000, 0x3eab, 0x0001, 0x7f80, 0};
        Path file = TinyModel.write(
                folder.resolve("halves.safetensors"),
                Map.of(
                        "h", Map.of("dtype", "F16", "shape", new int[] {6}, "data_offsets", new int[] {0, 12}),
                        "b", Map.of("dtype", "BF16", "shape", new int[] {6}, "data_offsets", new int[] {12, 24})),
                List.of(bytes(halves), bytes(brains)));
        Safetensors read = Safetensors.open(List.of(file));
        assertThat(floats(read.floats("h")))
                .containsExactly(1f, -2f, 0.33325195f, 5.9604645e-8f, Float.POSITIVE_INFINITY, 0f);
        assertThat(floats(read.floats("b")))
                .containsExactly(1f, -2f, 0.33398438f, Float.intBitsToFloat(0x10000), Float.POSITIVE_INFINITY, 0f);
    }

    /** Cached steps, and one pass over source and continuation, are two ways to the same probabilities. */
    @Test
    void sharedHeadsUntiedHeadAndCausalSourcesDecodeAsTheyScore() {
        TinyModel model = new TinyModel();
        Weights weights = check(model);
        int[] source = {3, 7, 11, 2};
        int[] text = {5, 9, 1, 14};
        try (Rows rows = Rows.of(model.config(), weights, 16)) {
            List<float[]> scored = rows.network().score(source, List.of(new int[] {4, 4}, text));
            List<Double> stepped = new ArrayList<>();
            Logits logits = rows.read(List.of(source));
            for (int i = 0; i < text.length; i++) {
                stepped.add(logits.logProbability(0, text[i]));
                logits = rows.step(new int[] {text[i]}, new int[] {source.length + i});
            }
            for (int i = 0; i < text.length; i++) {
                assertThat(stepped.get(i)).isCloseTo(scored.get(1)[i], Offset.offset(1e-4));
            }
        }
    }

    private Weights check(TinyModel model) {
        Path file = model.write(folder.resolve("model.safetensors"), "BF16");
        return Weights.check(Safetensors.open(List.of(file)), model.config());
    }

    private static byte[] bytes(short[] values) {
        ByteBuffer out = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (short value : values) {
            out.putShort(value);
        }
        return out.array();
    }

    private static List<Float> floats(ByteBuffer buffer) {
        List<Float> out = new ArrayList<>();
        while (buffer.hasRemaining()) {
            out.add(buffer.getFloat());
        }
        return out;
    }
}
