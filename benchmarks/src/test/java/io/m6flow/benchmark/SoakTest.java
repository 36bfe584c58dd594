package io.m6flow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SoakTest {
    @Test
    void comparesTheMostWithWhatWasThereAfterTheFirstTenth() {
        List<Long> samples =
                new ArrayList<>(LongStream.of(10, 50, 80, 90, 100).boxed().toList());
        for (long later = 1; later <= 45; later++) {
            samples.add(later == 20 ? 107 : 99L);
        }
        assertThat(Soak.growth(samples)).isCloseTo(0.07, within(1e-9));
    }

    @Test
    void samplesTheMemoryFiftyTimes() {
        List<Integer> told = new ArrayList<>();
        AtomicLong kilobytes = new AtomicLong(1000);
        HeldGenerator generator = new HeldGenerator(0);
        Soak soak = new Soak(170, kilobytes::incrementAndGet, (answered, memory) -> told.add(answered));
        double growth = soak.run(generator, 4, System::nanoTime);
        assertThat(told).hasSize(50).endsWith(170).isSorted();
        assertThat(growth).isCloseTo(45 / 1005.0, within(1e-9));
        assertThat(soak.failed()).isZero();
    }
}
