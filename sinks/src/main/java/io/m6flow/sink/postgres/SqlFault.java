package io.m6flow.sink.postgres;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;

/** Whose fault an error of the database is, by the class of its SQLSTATE, and so what helps. */
enum SqlFault {
    /** The connection's or the server's, for now: the same may go well later. */
    PASSING,

    /** The row's own: it will never be taken, and others may be. */
    OF_THE_ROW,

    /** The installation's (rights, tables, credentials): nothing goes well until somebody mends it. */
    OF_THE_SETUP;

    /** Connection, rollback (deadlock, serialization), resources, state of objects, intervention, system. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    /** Data exception (a NUL character, broken JSON), constraint, limits of the program (too large for an index). */
    private static final Set<String> ROW_CLASSES = Set.of("22", "23", "54");

    /** While a standby takes over it still takes connections, but no writes. */
    private static final String READ_ONLY = "25006";

    static SqlFault of(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        String stateClass = state.substring(0, Math.min(2, state.length()));
        if (PASSING_CLASSES.contains(stateClass) || state.equals(READ_ONLY)) {
            return PASSING;
        }
        return ROW_CLASSES.contains(stateClass) ? OF_THE_ROW : OF_THE_SETUP;
    }
}
