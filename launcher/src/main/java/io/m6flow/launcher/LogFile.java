package io.m6flow.launcher;

import java.nio.file.Path;

/** Where the log goes. Must be said before anything logs for the first time. */
final class LogFile {
    static final String PROPERTY = "m6flow.log.file";

    private LogFile() {}

    static void use(Path file) {
        System.setProperty(PROPERTY, file.toString());
    }
}
