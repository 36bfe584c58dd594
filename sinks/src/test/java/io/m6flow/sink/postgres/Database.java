package io.m6flow.sink.postgres;

import io.m6flow.testkit.TemporaryDirectory;
import io.m6flow.testkit.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A schema of a test's own in the real server, and a superuser's look at it. */
final class Database implements AutoCloseable {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final PostgresServer server;
    private final TemporaryDirectory secrets = TemporaryDirectory.create("m6flow-test-secrets");
    private final String schema = "shop_" + SCHEMAS.incrementAndGet();
    private final Connection connection;

    Database(PostgresServer server) throws SQLException {
        this.server = server;
        this.connection = DriverManager.getConnection(
                server.url() + "?currentSchema=" + schema, server.user(), server.password());
    }

    String schema() {
        return schema;
    }

    PostgresSettings settings() throws Exception {
        return settings(server.port(), server.user(), server.password());
    }

    /** Over a port of 127.0.0.1, as somebody; attempts follow each other closely. */
    PostgresSettings settings(int port, String user, String password) throws Exception {
        Path file = Files.writeString(secrets.path().resolve(user), password + "\n");
        return PostgresSettings.of("jdbc:postgresql://127.0.0.1:" + port + "/postgres", user)
                .withPassword(new PasswordSource("UNUSED", file.toString()))
                .withSchema(schema)
                .withMaxDelay(Duration.ofHours(1))
                .withRetries(new PostgresSettings.Retries(6, Duration.ofMillis(1), Duration.ofMillis(4)));
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of all rows, as text. */
    List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        secrets.close();
    }
}
