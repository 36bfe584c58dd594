package io.m6flow.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalPostgresTest {
    @TempDir
    Path temp;

    @Test
    void answersWhoHasThePasswordAndStopsWhoeverIsConnected() throws Exception {
        LocalPostgres postgres = new LocalPostgres(temp);
        assertThatIllegalStateException().isThrownBy(postgres::port);
        postgres.start();
        int port = postgres.port();
        try (Connection connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select '雪纺' || current_setting('server_encoding')")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("雪纺UTF8");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(postgres.url(), postgres.user(), "another"))
                    .isInstanceOf(SQLException.class);
            assertThatIllegalStateException().isThrownBy(postgres::start).withMessageContaining("already running");
            postgres.close();
            assertThat(Ports.isFree(port)).isTrue();
        }
        postgres.close();
    }
}
