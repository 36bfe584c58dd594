package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PulseTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private Instant now = START;
    private final Pulse pulse = new Pulse(() -> now);

    @Test
    void remembersSinceWhenItFails() {
        now = START.plusSeconds(10);
        assertThat(pulse.fails("away")).as("a turn").isTrue();
        now = START.plusSeconds(25);
        assertThat(pulse.fails("still away")).isFalse();
        now = START.plusSeconds(30);

        assertThat(pulse.status(true).trouble()).contains("still away");
        assertThat(pulse.status(true).since()).isEqualTo(START.plusSeconds(10));
        assertThat(pulse.status(true).lasting()).isEqualTo(Duration.ofSeconds(20));
        assertThat(pulse.status(true).quiet()).isEqualTo(Duration.ofSeconds(5));

        assertThat(pulse.goesWell()).isTrue();
        assertThat(pulse.trouble()).isEmpty();
        assertThat(pulse.status(true).lasting()).isZero();
    }

    @Test
    void growsQuietWhereNobodyTellsAnything() {
        now = START.plusSeconds(600);

        assertThat(pulse.status(true).quiet()).isEqualTo(Duration.ofMinutes(10));
        assertThat(pulse.status(true).trouble()).isEmpty();
    }
}
