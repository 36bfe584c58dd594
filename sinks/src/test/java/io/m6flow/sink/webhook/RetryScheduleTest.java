package io.m6flow.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    @Test
    void spansThreeDaysInTenAttemptsAsTheSpecificationSays() {
        Duration least = total(() -> 0L);

        assertThat(least).isEqualTo(Duration.parse("PT75H35M5S"));
        assertThat(RetrySchedule.STANDARD.after(9, () -> 0L)).contains(Duration.ofHours(24));
        assertThat(RetrySchedule.STANDARD.after(10, () -> 0L))
                .as("after the tenth")
                .isEmpty();
    }

    @Test
    void isUpToATenthLongerByChance() {
        Duration most = total(() -> -1L);

        assertThat(most).isBetween(Duration.parse("PT83H8M"), Duration.parse("PT83H8M36S"));
    }

    @Test
    void aScheduleWithoutDelaysHasOneAttempt() {
        assertThat(new RetrySchedule(List.of(), 0).after(1, () -> 0L)).isEmpty();
    }

    private static Duration total(RandomGenerator random) {
        return IntStream.rangeClosed(1, 9)
                .mapToObj(attempts ->
                        RetrySchedule.STANDARD.after(attempts, random).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
