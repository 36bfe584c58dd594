package io.m6flow.generator.m6;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript source into the archive that libtorch loads: a zip of the source and a few bytes of pickle which
 * say that there is one object of that class, without parameters.
 */
final class TorchScript {
    private TorchScript() {}

    static byte[] archive(String className, String source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "m6/data.pkl", object(className));
            store(zip, "m6/code/__torch__.py", utf8(source));
            store(zip, "m6/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            store(zip, "m6/version", utf8("10\n"));
            store(zip, "m6/byteorder", utf8("little"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The pickle of {@code className()} with the one attribute {@code training = False}. */
    private static byte[] object(String className) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x80, 2, 'c'});
        out.write(utf8("__torch__\n" + className + "\n"));
        out.write(new byte[] {')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
        out.write(utf8("training"));
        out.write(new byte[] {(byte) 0x89, 'u', 'b', '.'});
        return out.toByteArray();
    }

    /** Entries are stored, not deflated: libtorch maps them. */
    private static void store(ZipOutputStream zip, String name, byte[] data) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(data);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(data.length);
        entry.setCompressedSize(data.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(data);
        zip.closeEntry();
    }

    private static byte[] utf8(String s) {
        return s.getBytes(StandardCharsets.UTF_8);
    }
}
