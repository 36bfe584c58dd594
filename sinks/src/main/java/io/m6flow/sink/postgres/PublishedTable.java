package io.m6flow.sink.postgres;

import io.m6flow.schema.AigcMetadata;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.json.JsonRecords;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table {@code content} in Postgres, which takes content that is newer than what it holds. Connects when it is first
 * needed, and anew after every error. Confined to the task's thread.
 */
final class PublishedTable implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedTable.class);

    private static final List<String> COLUMNS = List.of(
            "tenant",
            "kind",
            "subject",
            "publish_sequence",
            "retracted",
            "text",
            "title",
            "product_id",
            "passage_index",
            "start_millis",
            "end_millis",
            "content_id",
            "decision_id",
            "subject_revision",
            "attempt",
            "origin",
            "ai_label",
            "aigc",
            "published_at");

    /** A row gives way to a higher publish_sequence alone. */
    private static final String UPSERT = """
            insert into content (%s) values (%s)
            on conflict (tenant, kind, subject) do update set %s, written_at = now()
            where content.publish_sequence < excluded.publish_sequence""".formatted(
                    String.join(", ", COLUMNS),
                    COLUMNS.stream()
                            .map(column -> column.equals("aigc") ? "?::jsonb" : "?")
                            .collect(Collectors.joining(", ")),
                    COLUMNS.stream()
                            .skip(3)
                            .map(column -> column + " = excluded." + column)
                            .collect(Collectors.joining(", ")));

    /**
     * Content that Postgres will never take, while it takes the others.
     *
     * @param cause without the text, so that it may be logged
     */
    record Refused(PublishedContent content, String cause) {}

    private final PostgresSettings settings;
    private @Nullable Connection connection;

    PublishedTable(PostgresSettings settings) {
        this.settings = settings;
    }

    /** Connects, and makes the table or brings it up to date. */
    void open() throws SQLException, IOException {
        if (connection == null) {
            connection = connect();
        }
    }

    /**
     * Returns once Postgres has committed all but those that it will never take.
     *
     * @return these, with the cause
     * @throws SQLException if some may be missing; all may be sent again
     */
    List<Refused> upsert(List<PublishedContent> contents) throws SQLException, IOException {
        try {
            return upsert(connected(), contents);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private static List<Refused> upsert(Connection connection, List<PublishedContent> contents) throws SQLException {
        try {
            together(connection, contents);
            return List.of();
        } catch (SQLException e) {
            if (SqlFault.of(e) != SqlFault.OF_THE_ROW) {
                throw e;
            }
        }
        // One of them spoils the transaction of all, so each has its own. Those that went well before change nothing.
        List<Refused> rejected = new ArrayList<>();
        for (PublishedContent content : contents) {
            try {
                together(connection, List.of(content));
            } catch (SQLException e) {
                if (SqlFault.of(e) != SqlFault.OF_THE_ROW) {
                    throw e;
                }
                rejected.add(new Refused(content, cause(e)));
            }
        }
        return rejected;
    }

    /** The highest publishSequence that the place has seen, if any. */
    OptionalLong publishSequence(String tenant, String kind, String subject) throws SQLException, IOException {
        try (PreparedStatement statement = connected()
                .prepareStatement(
                        "select publish_sequence from content where tenant = ? and kind = ? and subject = ?")) {
            statement.setString(1, tenant);
            statement.setString(2, kind);
            statement.setString(3, subject);
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? OptionalLong.of(found.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static void together(Connection connection, List<PublishedContent> contents) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            for (PublishedContent content : contents) {
                set(statement, content);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void set(PreparedStatement statement, PublishedContent content) throws SQLException {
        boolean retracted = content.getAction() == PublishAction.RETRACT;
        AigcMetadata aigc = content.getAigc();
        Object[] values = {
            content.getTenant(),
            content.getKind().name(),
            content.getSubject(),
            content.getPublishSequence(),
            retracted,
            retracted ? null : content.getText(),
            content.getTitle(),
            content.getProductId(),
            content.getPassageIndex(),
            content.getStartMillis(),
            content.getEndMillis(),
            content.getContentId(),
            content.getDecisionId(),
            content.getSubjectRevision(),
            content.getAttempt(),
            content.getOrigin() == null ? null : content.getOrigin().name(),
            content.getAiLabel(),
            aigc == null ? null : JsonRecords.line(aigc),
            content.getPublishedAt().atOffset(ZoneOffset.UTC)
        };
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                // The statement tells the type.
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, values[i]);
            }
        }
    }

    /** The server's own words on the row: the driver is told to leave out what quotes it. */
    private static String cause(SQLException e) {
        SQLException first = e.getNextException() == null ? e : e.getNextException();
        return "Postgres refused it: " + first.getMessage() + " (SQLSTATE " + first.getSQLState() + ")";
    }

    private Connection connected() throws SQLException, IOException {
        open();
        Connection open = connection;
        if (open == null) {
            throw new IllegalStateException("open connects or throws");
        }
        return open;
    }

    private Connection connect() throws SQLException, IOException {
        // Not by the DriverManager, which finds no driver that came in a job's jar.
        Connection fresh = new Driver().connect(settings.url(), properties());
        if (fresh == null) {
            throw new SQLException("the driver does not take the address of " + settings.address(), "08001");
        }
        try {
            requireUtf8(fresh);
            TableVersions.bringUpToDate(fresh, settings.schema());
            LOG.info("connected to Postgres at {}, schema {}", settings.address(), settings.schema());
            return fresh;
        } catch (SQLException | IOException e) {
            fresh.close();
            throw e;
        }
    }

    private Properties properties() throws IOException {
        String seconds = Long.toString(settings.timeout().toSeconds());
        Properties properties = new Properties();
        properties.setProperty("user", settings.user());
        properties.setProperty("password", settings.password().read(System.getenv()));
        properties.setProperty("currentSchema", settings.schema());
        properties.setProperty("ApplicationName", "m6flow");
        // Older ones need another way to be told the name.
        properties.setProperty("assumeMinServerVersion", "12");
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        // Details quote the row, and messages are logged.
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    /** Any other encoding would refuse Chinese texts one by one. */
    private void requireUtf8(Connection fresh) throws SQLException, IOException {
        String encoding = fresh.unwrap(PGConnection.class).getParameterStatus("server_encoding");
        if (!"UTF8".equals(encoding)) {
            throw new IOException("Postgres at " + settings.address() + " keeps texts in " + encoding
                    + "; the sink needs a database in UTF8");
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("the connection to Postgres was closed already", e);
            }
        }
    }
}
