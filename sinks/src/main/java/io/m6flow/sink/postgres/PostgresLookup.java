package io.m6flow.sink.postgres;

import io.m6flow.schema.id.PublishedKey;
import java.io.IOException;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Says what the table in Postgres has seen. */
public final class PostgresLookup {
    private PostgresLookup() {}

    /**
     * The highest publishSequence of this place, tombstones among them; empty where nothing came.
     *
     * @throws IOException if Postgres cannot be asked
     */
    public static OptionalLong publishSequence(PostgresSettings settings, PublishedKey place) throws IOException {
        try (PublishedTable table = new PublishedTable(settings)) {
            return table.publishSequence(
                    place.tenant().value(), place.kind().name(), place.subject().value());
        } catch (SQLException e) {
            throw new IOException("Postgres at " + settings.address() + " does not answer: " + e.getMessage(), e);
        }
    }
}
