package io.m6flow.sink.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.PublishedContent;
import io.m6flow.sink.ManualTimers;
import io.m6flow.sink.Rejections;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.postgres.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableWriterTest {
    private static final String SHOWN = "select text from published";

    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer();

    private final ManualTimers timers = new ManualTimers();
    private final List<Refusal> told = new ArrayList<>();
    private final Rejections rejections = (content, cause) -> told.add(new Refusal(content, cause));
    private final Counter written = new SimpleCounter();
    private final Counter rejected = new SimpleCounter();
    private Database database;

    private record Refusal(PublishedContent content, String cause) {}

    @BeforeEach
    void connect() throws SQLException {
        database = new Database(POSTGRES);
    }

    @AfterEach
    void disconnect() throws SQLException {
        database.close();
    }

    @Test
    void sendsAFullBatchAtOnceAndTheRestAfterTheDelayOrAtACheckpoint() throws Exception {
        try (var writer = writer(database.settings().withBatchSize(2))) {
            writer.open();
            writer.write(reason(1), null);
            assertThat(database.column(SHOWN)).isEmpty();
            writer.write(reason(2), null);
            assertThat(database.column(SHOWN)).containsExactly("第2版");
            assertThat(timers.running()).isEmpty();

            writer.write(reason(3), null);
            assertThat(timers.running()).hasSize(1);
            timers.fire();
            assertThat(database.column(SHOWN)).containsExactly("第3版");

            writer.write(reason(4), null);
            writer.flush(false);
            assertThat(database.column(SHOWN)).containsExactly("第4版");
            assertThat(written.getCount()).isEqualTo(4);
        }
    }

    @Test
    void whatPostgresNeverTakesCostsOnlyItselfAndIsHandedOver() throws Exception {
        var poison = PublishedContents.reason("M-1", "P-2").text("秘密\u0000文本").build();
        var good = PublishedContents.reason("M-1", "P-3").text("好文本").build();
        try (var writer = writer(database.settings())) {
            writer.write(reason(1), null);
            writer.write(poison, null);
            writer.write(good, null);
            writer.flush(false);
            writer.write(reason(2), null);
            writer.flush(false);
        }
        assertThat(database.column(SHOWN)).containsExactlyInAnyOrder("第2版", "好文本");
        assertThat(told).singleElement().satisfies(refusal -> {
            assertThat(refusal.content()).isEqualTo(poison);
            assertThat(refusal.cause()).contains("0x00", "SQLSTATE 22021").doesNotContain("秘密");
        });
        assertThat(written.getCount()).isEqualTo(3);
        assertThat(rejected.getCount()).isEqualTo(1);
    }

    @Test
    void takesHalfACharacterAsAQuestionMark() throws Exception {
        try (var writer = writer(database.settings())) {
            writer.write(PublishedContents.reason("M-1", "P-1").text("a\uD83Db").build(), null);
            writer.flush(false);
        }
        assertThat(database.column(SHOWN)).containsExactly("a?b");
    }

    @Test
    void aBrokenRuleOfTheTableIsToldWithoutTheRow() throws Exception {
        try (var writer = writer(database.settings())) {
            writer.open();
            database.run("alter table content add check (text <> '第1版')");
            writer.write(reason(1), null);
            writer.flush(false);
        }
        assertThat(told)
                .singleElement()
                .satisfies(refusal ->
                        assertThat(refusal.cause()).contains("SQLSTATE 23514").doesNotContain("第1版"));
    }

    @Test
    void manyWritersMakeTheTableOnceAndEndWithTheHighestSequence() throws Exception {
        PostgresSettings settings = database.settings().withBatchSize(7);
        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(part -> CompletableFuture.runAsync(() -> writeAll(settings, part)))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(database.column("select version from schema_version")).containsExactly("1");
        assertThat(database.column(SHOWN)).containsExactly("第199版");
    }

    private void writeAll(PostgresSettings settings, int part) {
        try (var writer =
                new TableWriter(settings, new ManualTimers(), rejections, new SimpleCounter(), new SimpleCounter())) {
            for (int sequence = part; sequence < 200; sequence += 4) {
                writer.write(reason(sequence), null);
            }
            writer.flush(true);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void needsNoRightToMakeTablesThatAreThere() throws Exception {
        try (var owner = writer(database.settings())) {
            owner.open();
        }
        String role = "writer_of_" + database.schema();
        database.run(
                "create role " + role + " login password 'pen'; grant usage on schema " + database.schema() + " to "
                        + role + "; grant select on schema_version to " + role
                        + "; grant select, insert, update on content to " + role);
        try (var writer = writer(database.settings(POSTGRES.port(), role, "pen"))) {
            writer.open();
            writer.write(reason(1), null);
            writer.flush(false);
        }
        assertThat(database.column(SHOWN)).containsExactly("第1版");
    }

    @Test
    void goesOnWhenItsConnectionIsCut() throws Exception {
        try (var writer = writer(database.settings())) {
            writer.open();
            database.run("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'm6flow'");
            writer.write(reason(1), null);
            writer.flush(false);
            assertThat(database.column(SHOWN)).containsExactly("第1版");
        }
    }

    @Test
    void failsTheCheckpointWhenPostgresStaysAwayAndLosesNothing() throws Exception {
        int nobodysPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobodysPort = socket.getLocalPort();
        }
        try (var writer = writer(database.settings(nobodysPort, "postgres", "secret"))) {
            writer.write(reason(3), null);
            for (int flush = 0; flush < 2; flush++) {
                assertThatThrownBy(() -> writer.flush(false))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("127.0.0.1:" + nobodysPort + "/postgres")
                        .hasMessageContaining("failed 6 time(s) with 1 row(s) waiting")
                        .hasMessageContaining(reason(3).getContentId() + "@3");
            }
        }
    }

    @Test
    void doesNotRepeatWhatNobodyButAPersonCanMend() throws Exception {
        try (var stranger = writer(database.settings(POSTGRES.port(), "postgres", "wrong-password"))) {
            assertThatThrownBy(stranger::open)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("failed 1 time(s)")
                    .hasMessageContaining("password authentication failed")
                    .hasMessageNotContaining("wrong-password");
        }
        var unset = database.settings().withPassword(new PasswordSource("M6FLOW_NOWHERE_SET", null));
        try (var writer = writer(unset)) {
            assertThatThrownBy(writer::open).hasMessageContaining("set M6FLOW_NOWHERE_SET in the environment");
        }
    }

    @Test
    void refusesADatabaseThatCannotHoldEveryText() throws Exception {
        database.run("create database latin template template0 encoding 'LATIN1' locale 'C'");
        PostgresSettings given = database.settings();
        var latin = new PostgresSettings(
                given.url().replace("/postgres", "/latin"),
                given.user(),
                given.password(),
                given.schema(),
                given.batchSize(),
                given.maxDelay(),
                given.timeout(),
                given.retries());
        try (var writer = writer(latin)) {
            assertThatThrownBy(writer::open).hasMessageContaining("needs a database in UTF8");
        }
    }

    @Test
    void travelsToTheWorkersWithoutItsPassword() throws Exception {
        var sink = new PostgresSink(database.settings(), Rejections.fail());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            assertThatCode(() -> out.writeObject(sink)).doesNotThrowAnyException();
        }
        assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).doesNotContain(POSTGRES.password());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://host/db",
                "jdbc:postgresql://",
                "jdbc:postgresql://me:secret@host/db",
                "jdbc:postgresql://host/db?user=me",
                "jdbc:postgresql://host/db?ssl=true&Password=secret"
            })
    void refusesAnAddressThatIsNoneOrHoldsCredentials(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PostgresSettings.of(url, "me"))
                .withMessageContaining("the address must")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Shop",
                "1shop",
                "pg_shop",
                "shop\"; drop",
                "a23456789012345678901234567890123456789012345678901234567890123_"
            })
    void refusesASchemaThatIsNoPlainName(String schema) {
        var settings = PostgresSettings.of("jdbc:postgresql://host/db?sslmode=require", "me");
        assertThatIllegalArgumentException().isThrownBy(() -> settings.withSchema(schema));
        assertThat(settings.withSchema("a_2").toString())
                .isEqualTo("PostgresSettings[address=host/db, schema=a_2, user=me]");
    }

    @ParameterizedTest
    @CsvSource({
        "08006,PASSING",
        "40P01,PASSING",
        "53300,PASSING",
        "57P01,PASSING",
        "25006,PASSING",
        "22021,OF_THE_ROW",
        "23514,OF_THE_ROW",
        "54000,OF_THE_ROW",
        "42501,OF_THE_SETUP",
        "28P01,OF_THE_SETUP",
        "'',OF_THE_SETUP"
    })
    void knowsWhoseFaultAnErrorIs(String state, SqlFault fault) {
        assertThat(SqlFault.of(new SQLException("", state))).isEqualTo(fault);
    }

    private TableWriter writer(PostgresSettings settings) {
        return new TableWriter(settings, timers, rejections, written, rejected);
    }

    private static PublishedContent reason(long sequence) {
        return PublishedContents.reason("M-1", "P-1")
                .sequence(sequence)
                .text("第" + sequence + "版")
                .build();
    }
}
