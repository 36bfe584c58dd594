package io.m6flow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BurstyPaceTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final BurstyPace pace = new BurstyPace();

    @Test
    void countsFromRestToRest() {
        for (int second = 1; second <= 10; second++) {
            pace.polled(second * SECOND, 600);
            pace.polled((second * 1000 + 20) * MILLI, 400);
            pace.polled((second * 1000 + 70) * MILLI, 0);
            pace.polled((second * 1000 + 120) * MILLI, 0);
        }
        assertThat(pace.total()).isEqualTo(10_000);
        assertThat(pace.perSecond(Duration.ZERO, false)).isCloseTo(1000, within(0.001));
    }

    @Test
    void leavesTheWarmUpOut() {
        pace.polled(0, 1);
        pace.polled(100 * MILLI, 0);
        for (int second = 5; second <= 10; second++) {
            pace.polled(second * SECOND, 200);
            pace.polled((second * 1000 + 100) * MILLI, 0);
        }
        assertThat(pace.perSecond(Duration.ofSeconds(5), false)).isCloseTo(200, within(0.001));
    }

    @Test
    void leavesTheLastBurstOutOfRecordsThatRanDry() {
        for (int second = 1; second <= 5; second++) {
            pace.polled(second * SECOND, 300);
            pace.polled((second * 1000 + 100) * MILLI, 0);
        }
        pace.polled(6000 * MILLI, 30);
        pace.polled(6100 * MILLI, 0);
        assertThat(pace.perSecond(Duration.ZERO, true)).isCloseTo(300, within(0.001));
        assertThat(pace.perSecond(Duration.ZERO, false)).isLessThan(250);
    }

    @Test
    void takesEveryPollWhereTheReaderNeverRests() {
        for (int tenth = 0; tenth <= 50; tenth++) {
            pace.polled(tenth * (SECOND / 10), 10);
        }
        assertThat(pace.perSecond(Duration.ofSeconds(1), false)).isCloseTo(100, within(0.001));
    }

    @Test
    void tellsNothingOfASingleBurst() {
        pace.polled(0, 100);
        pace.polled(100 * MILLI, 0);
        assertThat(pace.perSecond(Duration.ZERO, true)).isNaN();
        assertThat(pace.running(300 * MILLI)).isEqualTo(Duration.ofMillis(300));
    }
}
