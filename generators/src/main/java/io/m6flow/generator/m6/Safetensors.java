package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m6flow.generator.GeneratorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The tensors in one or more safetensors files, read by memory mapping and widened to 32-bit floats. */
final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_HEADER = 100 << 20;

    private record Entry(Path file, String dtype, List<Long> shape, long offset, long bytes) {}

    private static final String METADATA = "__metadata__";

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, String> metadata = new HashMap<>();

    private Safetensors() {}

    static Safetensors open(List<Path> files) {
        Safetensors all = new Safetensors();
        for (Path file : files) {
            all.index(file);
        }
        return all;
    }

    Set<String> names() {
        return Set.copyOf(entries.keySet());
    }

    /** What a file says of itself under this name, or nothing. */
    String metadata(String name) {
        return metadata.getOrDefault(name, "");
    }

    /** The file that holds a tensor, or null when there is none of this name. */
    @Nullable
    Path fileOf(String name) {
        Entry entry = entries.get(name);
        return entry == null ? null : entry.file();
    }

    /** The shape of a tensor, or an empty list when there is none of this name. */
    List<Long> shape(String name) {
        Entry entry = entries.get(name);
        return entry == null ? List.of() : entry.shape();
    }

    /** A tensor's numbers, row by row, as 32-bit floats in this machine's byte order. */
    ByteBuffer floats(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new GeneratorException("there is no tensor " + name);
        }
        try (FileChannel channel = FileChannel.open(entry.file(), StandardOpenOption.READ)) {
            MappedByteBuffer raw = channel.map(FileChannel.MapMode.READ_ONLY, entry.offset(), entry.bytes());
            return widen(raw.order(ByteOrder.LITTLE_ENDIAN), entry.dtype());
        } catch (IOException e) {
            throw new GeneratorException("cannot map tensor " + name + " of " + entry.file() + ": " + e, e);
        }
    }

    private void index(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            channel.read(length, 0);
            long header = length.hasRemaining() ? -1 : length.getLong(0);
            if (header < 2 || header > MAX_HEADER || 8 + header > channel.size()) {
                throw new GeneratorException(file.getFileName() + " is not a safetensors file: its header would have "
                        + header + " bytes of " + channel.size());
            }
            byte[] text = new byte[(int) header];
            channel.read(ByteBuffer.wrap(text), 8);
            for (Map.Entry<String, JsonNode> e : JSON.readTree(text).properties()) {
                if (e.getKey().equals(METADATA)) {
                    e.getValue()
                            .properties()
                            .forEach(note ->
                                    metadata.put(note.getKey(), note.getValue().asText()));
                } else {
                    add(e.getKey(), entry(file, e.getKey(), e.getValue(), 8 + header, channel.size()));
                }
            }
        } catch (IOException e) {
            throw new GeneratorException("cannot read the weights in " + file.toAbsolutePath() + ": " + e, e);
        }
    }

    private void add(String name, Entry entry) {
        Entry other = entries.put(name, entry);
        if (other != null) {
            throw new GeneratorException("tensor " + name + " stands twice: in "
                    + other.file().getFileName() + " and in " + entry.file().getFileName());
        }
    }

    private static Entry entry(Path file, String name, JsonNode json, long base, long fileSize) {
        String dtype = json.path("dtype").asText();
        List<Long> shape = StreamSupport.stream(json.path("shape").spliterator(), false)
                .map(JsonNode::asLong)
                .toList();
        long begin = json.path("data_offsets").path(0).asLong(-1);
        long end = json.path("data_offsets").path(1).asLong(-1);
        long expected = shape.stream().reduce(1L, Math::multiplyExact) * bytesPerNumber(dtype, name, shape);
        if (begin < 0 || end - begin != expected || base + end > fileSize) {
            throw new GeneratorException("tensor " + name + " of shape " + shape + " in " + dtype + " needs " + expected
                    + " bytes, but " + file.getFileName() + " holds " + (Math.min(end, fileSize - base) - begin));
        }
        return new Entry(file, dtype, shape, base + begin, end - begin);
    }

    private static int bytesPerNumber(String dtype, String name, List<Long> shape) {
        return switch (dtype) {
            case "F32" -> 4;
            case "F16", "BF16" -> 2;
            default ->
                throw new GeneratorException("tensor " + name + " of shape " + shape + " has number type " + dtype
                        + "; F32, F16 and BF16 are read");
        };
    }

    private static ByteBuffer widen(ByteBuffer raw, String dtype) {
        int count = raw.remaining() / (dtype.equals("F32") ? 4 : 2);
        ByteBuffer out = ByteBuffer.allocateDirect(Math.multiplyExact(count, 4)).order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            out.putFloat(
                    4 * i,
                    switch (dtype) {
                        case "F32" -> raw.getFloat(4 * i);
                        case "BF16" -> Float.intBitsToFloat(raw.getShort(2 * i) << 16);
                        default -> half(raw.getShort(2 * i));
                    });
        }
        return out;
    }

    /** An IEEE 754 half as a float. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
        }
        int widened = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
    }
}
