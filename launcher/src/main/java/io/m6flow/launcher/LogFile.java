package io.m6flow.launcher;

import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Where the log goes: what was logged before a command knew its data directory stands in the temporary directory. */
final class LogFile {
    static final String PROPERTY = "m6flow.log.file";

    private LogFile() {}

    static void use(Path file) {
        System.setProperty(PROPERTY, file.toString());
        Configurator.reconfigure();
    }
}
