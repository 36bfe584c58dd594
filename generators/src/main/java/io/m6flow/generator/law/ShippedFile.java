package io.m6flow.generator.law;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads files that come with this version of the product, beside this class. */
final class ShippedFile {
    /** Makes something of a file's bytes. */
    interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    private ShippedFile() {}

    static <T> T read(String name, Reader<T> reader) {
        try (InputStream in = ShippedFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the program");
            }
            return reader.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
