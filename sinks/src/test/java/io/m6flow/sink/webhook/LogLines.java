package io.m6flow.sink.webhook;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What is logged meanwhile, debug lines and causes too. Thread-safe. */
final class LogLines extends AbstractAppender implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final String logger;

    private LogLines(String logger) {
        super("lines", null, null, true, Property.EMPTY_ARRAY);
        this.logger = logger;
    }

    static LogLines of(String logger) {
        LogLines lines = new LogLines(logger);
        lines.start();
        LoggerConfig config = new LoggerConfig(logger, Level.DEBUG, true);
        config.addAppender(lines, Level.ALL, null);
        context().getConfiguration().addLogger(logger, config);
        context().updateLoggers();
        return lines;
    }

    private static LoggerContext context() {
        return (LoggerContext) LogManager.getContext(false);
    }

    @Override
    public void append(LogEvent event) {
        lines.add(
                event.getMessage().getFormattedMessage() + (event.getThrown() == null ? "" : " " + event.getThrown()));
    }

    String all() {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        context().getConfiguration().removeLogger(logger);
        context().updateLoggers();
        stop();
    }
}
