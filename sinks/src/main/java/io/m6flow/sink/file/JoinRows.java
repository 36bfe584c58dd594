package io.m6flow.sink.file;

import io.m6flow.schema.PublishedContent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.file.sink.compactor.OutputStreamBasedFileCompactor;
import org.apache.flink.core.fs.Path;

/** Makes one file of the rows that wait in several. */
final class JoinRows extends OutputStreamBasedFileCompactor {
    private static final long serialVersionUID = 1L;

    private final FileFormat format;

    JoinRows(FileFormat format) {
        this.format = format;
    }

    @Override
    protected void doCompact(List<Path> inputFiles, OutputStream outputStream) throws IOException {
        try (ContentFile file = format.begin(outputStream)) {
            for (Path input : inputFiles) {
                try (InputStream rows =
                        new BufferedInputStream(input.getFileSystem().open(input))) {
                    for (Optional<PublishedContent> row = Rows.read(rows); row.isPresent(); row = Rows.read(rows)) {
                        file.write(row.get());
                    }
                }
            }
        }
    }
}
