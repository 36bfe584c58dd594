package io.m6flow.sink.file;

import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.json.JsonRecords;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** What a file of published content looks like. */
public enum FileFormat {
    /** A JSON object a line: the record's own field names, times in ISO-8601. */
    JSON_LINES {
        @Override
        ContentFile begin(OutputStream out) {
            return new JsonLines(new BufferedOutputStream(out));
        }
    },

    /** A column a field, times as timestamps, the AIGC metadata as a struct; compressed with gzip. */
    PARQUET {
        @Override
        ContentFile begin(OutputStream out) throws IOException {
            return ParquetFile.begin(out);
        }
    };

    /** Begins a file that is empty so far; its closing leaves nothing unwritten. */
    abstract ContentFile begin(OutputStream out) throws IOException;

    /** The format of this name, which is that of its folder. */
    public static FileFormat named(String name) {
        return Stream.of(values())
                .filter(format -> format.folder().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("formats are jsonl and parquet, was \"" + name + "\""));
    }

    /** A name for a folder of such files: jsonl or parquet. */
    public String folder() {
        return this == PARQUET ? "parquet" : "jsonl";
    }

    /** What its files' names end with, dot included. */
    String suffix() {
        return "." + folder();
    }

    private record JsonLines(OutputStream out) implements ContentFile {
        @Override
        public void write(PublishedContent content) throws IOException {
            out.write((JsonRecords.line(content) + "\n").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
