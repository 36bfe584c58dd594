package io.m6flow.testkit.postgres;

import io.m6flow.local.LocalPostgres;
import io.m6flow.testkit.TemporaryDirectory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A real Postgres for tests: {@code @RegisterExtension static final PostgresServer POSTGRES = new PostgresServer();}.
 *
 * <p>All test classes of a JVM share one server, which the first of them starts; a test keeps to a schema of its own.
 * Thread-safe.
 */
public final class PostgresServer implements BeforeAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(PostgresServer.class);

    private volatile @Nullable Shared shared;

    private record Shared(TemporaryDirectory directory, LocalPostgres postgres) implements AutoCloseable {
        static Shared start() {
            var directory = TemporaryDirectory.create("m6flow-test-postgres");
            var postgres = new LocalPostgres(directory.path());
            postgres.start();
            return new Shared(directory, postgres);
        }

        @Override
        public void close() {
            postgres.close();
            directory.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Shared.class, start -> Shared.start(), Shared.class);
    }

    /** On 127.0.0.1. */
    public int port() {
        return postgres().port();
    }

    /** {@code jdbc:postgresql://127.0.0.1:port/postgres}, without user and password. */
    public String url() {
        return postgres().url();
    }

    /** The superuser. */
    public String user() {
        return postgres().user();
    }

    public String password() {
        return postgres().password();
    }

    private LocalPostgres postgres() {
        return Objects.requireNonNull(shared, "register the PostgresServer with @RegisterExtension on a static field")
                .postgres();
    }
}
