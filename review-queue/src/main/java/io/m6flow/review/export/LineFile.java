package io.m6flow.review.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** JSON lines, written beside the file and moved into place: no reader meets half a file. Confined to one thread. */
final class LineFile implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final BufferedWriter writer;
    private long lines;

    private LineFile(Path file, Path part) throws IOException {
        this.file = file;
        this.part = part;
        this.writer = Files.newBufferedWriter(part);
    }

    static LineFile open(Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path folder = whole.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return new LineFile(whole, whole.resolveSibling(whole.getFileName() + ".part"));
    }

    void write(ObjectNode line) throws IOException {
        writer.write(line.toString());
        writer.newLine();
        lines++;
    }

    long lines() {
        return lines;
    }

    /** Puts the file in place, whole. */
    void finish() throws IOException {
        writer.close();
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Leaves nothing behind where it was not finished. */
    @Override
    public void close() throws IOException {
        writer.close();
        Files.deleteIfExists(part);
    }
}
