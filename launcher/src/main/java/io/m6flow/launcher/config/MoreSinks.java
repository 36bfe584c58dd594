package io.m6flow.launcher.config;

import io.m6flow.sink.file.FileFormat;
import io.m6flow.sink.postgres.PostgresSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Where published content goes besides the topic and the view in Redis. */
public record MoreSinks(Optional<Files> files, Optional<PostgresSettings> postgres) {
    public static final MoreSinks NONE = new MoreSinks(Optional.empty(), Optional.empty());

    /**
     * Files in a directory, in a folder for each format.
     *
     * @param interval how long content waits for other content that goes into the same file
     */
    public record Files(Path directory, Set<FileFormat> formats, Duration interval) {
        public Files {
            formats = Set.copyOf(formats);
        }

        public Path folder(FileFormat format) {
            return directory.resolve(format.folder());
        }
    }

    /** Files with each checkpoint, for a run that ends by itself. */
    public MoreSinks withoutDelay() {
        return new MoreSinks(files.map(some -> new Files(some.directory(), some.formats(), Duration.ZERO)), postgres);
    }
}
