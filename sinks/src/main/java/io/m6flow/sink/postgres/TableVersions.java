package io.m6flow.sink.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings a schema to the version of this program: each step once, in its order, in one transaction, one writer at a time.
 * A step that was released never changes.
 */
final class TableVersions {
    private static final List<String> STEPS = List.of("1-content.sql");

    /** The number by which writers wait for each other, "m6flow" in ASCII; locks of others use other numbers. */
    private static final long LOCK = 0x6d36666c6f77L;

    private static final String NO_SUCH_TABLE = "42P01";

    private TableVersions() {}

    /** A schema that is up to date is only looked at, so that a writer needs no right to change it. */
    static void bringUpToDate(Connection connection, String schema) throws SQLException {
        if (version(connection) >= STEPS.size()) {
            return;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + LOCK + ")");
            if (!exists(connection, schema)) {
                statement.execute("create schema \"" + schema + "\"");
            }
            statement.execute("create table if not exists schema_version ("
                    + "version integer primary key, applied_at timestamptz not null default now())");
            for (int version = version(connection) + 1; version <= STEPS.size(); version++) {
                statement.execute(text(STEPS.get(version - 1)));
                statement.execute("insert into schema_version (version) values (" + version + ")");
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** 0 for a schema that is not there, or that holds nothing of ours. */
    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet newest = statement.executeQuery("select coalesce(max(version), 0) from schema_version")) {
            newest.next();
            return newest.getInt(1);
        } catch (SQLException e) {
            if (NO_SUCH_TABLE.equals(e.getSQLState())) {
                return 0;
            }
            throw e;
        }
    }

    private static boolean exists(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select 1 from pg_namespace where nspname = ?")) {
            statement.setString(1, schema);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static String text(String name) {
        try (InputStream in = TableVersions.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the step " + name + " is missing from the jar of the sinks");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the step " + name, e);
        }
    }
}
