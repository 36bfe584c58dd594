package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Configuration;
import io.m6flow.launcher.config.Settings;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.schema.label.Waiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaiversFileTest {
    private static final String GOOD = "tenant: M-1, requestedBy: wang, agreement: 2026/17, since: 2026-03-01";

    @TempDir
    private Path directory;

    @Test
    void readsWhoMayDoWithoutTheVisibleLabel() throws IOException {
        Path file = file("""
                waivers:
                  - tenant: M-1
                    kinds: [REASON, BADGE]
                    requestedBy: wang@shop.example
                    agreement: 用户协议 2026/17，第 4 条
                    since: 2026-03-01
                    until: 2026-09-01T00:00:00+08:00
                  - {tenant: M-2, requestedBy: li, agreement: A-2, since: "2026-01-01T08:00:00Z"}
                """);

        assertThat(WaiversFile.read(file))
                .containsExactly(
                        new Waiver(
                                new TenantId("M-1"),
                                Set.of(Kind.REASON, Kind.BADGE),
                                "wang@shop.example",
                                "用户协议 2026/17，第 4 条",
                                Instant.parse("2026-03-01T00:00:00Z"),
                                Instant.parse("2026-08-31T16:00:00Z")),
                        new Waiver(
                                new TenantId("M-2"),
                                Set.of(Kind.values()),
                                "li",
                                "A-2",
                                Instant.parse("2026-01-01T08:00:00Z"),
                                null));
    }

    @Test
    void readsJsonAsWellAndAnEmptyList() throws IOException {
        assertThat(WaiversFile.read(file("{\"waivers\": []}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            waivers: [{GOOD, kinds: [REASONS]}]       ~ REASONS
            waivers: [{GOOD, kinds: []}]              ~ waiver 1: kinds is empty
            waivers: [{GOOD}, {tenant: M-2}]          ~ waiver 2: requestedBy is missing
            waivers: [{requestedBy: a}]               ~ waiver 1: tenant is missing
            waivers: [{tenant: M-1, requestedBy: w, since: 2026-03-01}]              ~ waiver 1: agreement is missing
            waivers: [{tenant: M-1, requestedBy: w, agreement: a}]                   ~ waiver 1: since is missing
            waivers: [{tenant: M-1, requestedBy: w, agreement: a, since: March}]     ~ waiver 1: since must be a day such as
            waivers: [{GOOD, until: 2026-03-01}]      ~ waiver 1: until must be after since
            waivers: [{GOOD, label: none}]            ~ label
            waivers: [{GOOD, tenant: M-2}]            ~ tenant
            others: []                                ~ others
            waivers: [                                ~ cannot be used
            []                                        ~ cannot be used
            """)
    void saysWhichWaiverIsWrong(String text, String complaint) throws IOException {
        Path file = file(text.replace("GOOD", GOOD));
        assertThatThrownBy(() -> WaiversFile.read(file))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("label.waivers-file: " + file + " cannot be used; ")
                .hasMessageContaining(complaint);
    }

    @Test
    void aFileThatIsEmptyOrNotThereIsSaidSo() throws IOException {
        Path empty = file("");
        assertThatThrownBy(() -> WaiversFile.read(empty)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> WaiversFile.read(directory.resolve("none"))).hasMessageContaining("cannot be read");
    }

    @Test
    void withoutAFileEverythingIsLabelled() throws IOException {
        assertThat(WaiversFile.heeded(settings(Map.of()))).isEqualTo(LabelPolicy.defaults());
        Path file = file("waivers: [{" + GOOD + "}]");
        assertThat(WaiversFile.heeded(settings(Map.of(ConfigKey.LABEL_WAIVERS_FILE, file.toString())))
                        .waivers())
                .hasSize(1);
    }

    private static Settings settings(Map<ConfigKey, String> flags) {
        return Settings.from(Configuration.read(null, Map.of(), flags));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("waivers.yaml"), text);
    }
}
