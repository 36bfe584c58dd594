package io.m6flow.sink.postgres;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How the table in Postgres is written. Names where the password is found and never holds it.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, perhaps with the driver's parameters, without credentials
 * @param schema the database schema that holds the table; made if it is not there
 * @param batchSize how many rows go to Postgres together at most
 * @param maxDelay how long a row waits for others at most before it goes
 * @param timeout how long to wait for a connection, and for an answer
 * @param retries how often rows are sent again that failed for a cause that may pass
 */
public record PostgresSettings(
        String url,
        String user,
        PasswordSource password,
        String schema,
        int batchSize,
        Duration maxDelay,
        Duration timeout,
        Retries retries)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The environment variable of the password unless another is named. */
    public static final String PASSWORD_VARIABLE = "M6FLOW_SINKS_POSTGRES_PASSWORD";

    private static final String PREFIX = "jdbc:postgresql://";
    private static final Pattern SCHEMA = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{0,62}");

    /**
     * Attempts with pauses between them that double.
     *
     * @param attempts in all, at least 1
     */
    public record Retries(int attempts, Duration firstPause, Duration longestPause) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Retries {
            if (attempts < 1) {
                throw new IllegalArgumentException("attempts must be at least 1, was " + attempts);
            }
            if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
                throw new IllegalArgumentException(
                        "pauses must be from 0 up, was " + firstPause + " to " + longestPause);
            }
        }

        /** The pause after an attempt, counted from 1, that failed. */
        Duration pauseAfter(int attempt) {
            Duration pause = firstPause.multipliedBy(1L << Math.min(attempt - 1, 30));
            return pause.compareTo(longestPause) < 0 ? pause : longestPause;
        }
    }

    public PostgresSettings {
        Objects.requireNonNull(password, "password");
        checkUrl(url);
        if (user.isBlank()) {
            throw new IllegalArgumentException("user is empty; name the one that writes");
        }
        if (!SCHEMA.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "schema must be lower-case letters, digits and underscores, 63 at most, not begin with a digit or pg_,"
                            + " was \"" + schema + "\"");
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, was " + batchSize);
        }
        if (maxDelay.isNegative()) {
            throw new IllegalArgumentException("maxDelay must be at least 0, was " + maxDelay);
        }
        if (timeout.toSeconds() < 1) {
            throw new IllegalArgumentException("timeout must be at least 1 s, was " + timeout);
        }
    }

    /** Up to 256 rows together after at most 100 ms; 10 s for an answer; 8 attempts within about 13 s. */
    public static PostgresSettings of(String url, String user) {
        return new PostgresSettings(
                url,
                user,
                new PasswordSource(PASSWORD_VARIABLE, null),
                "m6flow",
                256,
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                new Retries(8, Duration.ofMillis(100), Duration.ofSeconds(5)));
    }

    public PostgresSettings withPassword(PasswordSource newPassword) {
        return new PostgresSettings(url, user, newPassword, schema, batchSize, maxDelay, timeout, retries);
    }

    public PostgresSettings withSchema(String newSchema) {
        return new PostgresSettings(url, user, password, newSchema, batchSize, maxDelay, timeout, retries);
    }

    public PostgresSettings withBatchSize(int newBatchSize) {
        return new PostgresSettings(url, user, password, schema, newBatchSize, maxDelay, timeout, retries);
    }

    public PostgresSettings withMaxDelay(Duration newMaxDelay) {
        return new PostgresSettings(url, user, password, schema, batchSize, newMaxDelay, timeout, retries);
    }

    public PostgresSettings withRetries(Retries newRetries) {
        return new PostgresSettings(url, user, password, schema, batchSize, maxDelay, timeout, newRetries);
    }

    /** Host, port and database alone, for messages. */
    String address() {
        return url.substring(PREFIX.length()).replaceFirst("\\?.*", "");
    }

    /** The complaint does not repeat an address that may hold a password. */
    private static void checkUrl(String url) {
        if (!url.startsWith(PREFIX) || url.length() == PREFIX.length()) {
            throw new IllegalArgumentException("the address must be like jdbc:postgresql://host:5432/database");
        }
        String small = url.toLowerCase(Locale.ROOT);
        if (url.contains("@") || small.contains("password=") || small.contains("user=")) {
            throw new IllegalArgumentException(
                    "the address must not hold a user or password; name the user and a password file apart");
        }
    }

    /** Without the driver's parameters. */
    @Override
    public String toString() {
        return "PostgresSettings[address=%s, schema=%s, user=%s]".formatted(address(), schema, user);
    }
}
