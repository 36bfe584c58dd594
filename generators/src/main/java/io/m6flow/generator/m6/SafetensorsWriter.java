package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.GeneratorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes tensors of 32-bit floats as one safetensors file, which appears whole or not at all. */
final class SafetensorsWriter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ALIGNMENT = 8;

    private record Entry(String name, List<Long> shape, Supplier<ByteBuffer> numbers) {
        long count() {
            return shape.stream().reduce(1L, Math::multiplyExact);
        }
    }

    private final boolean halves;
    private final Map<String, String> metadata;
    private final List<Entry> entries = new ArrayList<>();

    private SafetensorsWriter(boolean halves, Map<String, String> metadata) {
        this.halves = halves;
        this.metadata = Map.copyOf(metadata);
    }

    static SafetensorsWriter ofFloats(Map<String, String> metadata) {
        return new SafetensorsWriter(false, metadata);
    }

    /** Numbers are rounded to the nearest bfloat16, to the even one of two. */
    static SafetensorsWriter ofHalves(Map<String, String> metadata) {
        return new SafetensorsWriter(true, metadata);
    }

    /** The numbers are asked for when they are written, one tensor at a time. */
    void add(String name, List<Long> shape, Supplier<ByteBuffer> numbers) {
        entries.add(new Entry(name, List.copyOf(shape), numbers));
    }

    void write(Path file) {
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            fully(channel, header());
            for (Entry entry : entries) {
                ByteBuffer numbers = entry.numbers().get();
                if (numbers.remaining() != entry.count() * Float.BYTES) {
                    throw new IllegalStateException(
                            entry.name() + " has " + numbers.remaining() + " bytes for shape " + entry.shape());
                }
                fully(channel, halves ? rounded(numbers) : numbers);
            }
            channel.force(true);
        } catch (IOException e) {
            throw new GeneratorException("cannot write " + fresh + ": " + e + "; see that the disk has room", e);
        }
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new GeneratorException("cannot put " + file + " in its place: " + e, e);
        }
    }

    private ByteBuffer header() throws IOException {
        ObjectNode header = JSON.createObjectNode();
        metadata.forEach(header.putObject("__metadata__")::put);
        long at = 0;
        for (Entry entry : entries) {
            ObjectNode tensor = header.putObject(entry.name()).put("dtype", halves ? "BF16" : "F32");
            long end = at + entry.count() * (halves ? Short.BYTES : Float.BYTES);
            tensor.set("shape", JSON.valueToTree(entry.shape()));
            tensor.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        byte[] text = JSON.writeValueAsBytes(header);
        int padded = (text.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] filled = Arrays.copyOf(text, padded);
        Arrays.fill(filled, text.length, padded, (byte) ' ');
        return ByteBuffer.allocate(Long.BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded)
                .put(filled)
                .flip();
    }

    private static ByteBuffer rounded(ByteBuffer floats) {
        ByteBuffer out = ByteBuffer.allocate(floats.remaining() / 2).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            out.putShort(half(floats.getFloat()));
        }
        return out.flip();
    }

    /** The bfloat16 nearest to a finite float. */
    static short half(float value) {
        int bits = Float.floatToRawIntBits(value);
        int even = (bits >>> 16) & 1;
        return (short) ((bits + 0x7fff + even) >>> 16);
    }

    private static void fully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
