package io.m6flow.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two engines of the real model as one generator. */
class SpreadTest {
    private static final GeneratorSettings SETTINGS =
            GeneratorSettings.defaults().withDevice("cpu").withSlots(4).withThreads(1);

    private static Prompt theme(int i) {
        return Prompt.of("t" + i, ContentKind.THEME, new Material.Text("纯棉碎花连衣裙第" + i + "款"), i);
    }

    @Test
    void severalEnginesShareTheLoad() {
        TextGenerator first = Generators.start(SETTINGS);
        TextGenerator second = Generators.start(SETTINGS);
        try (TextGenerator both = Spread.over(List.of(first, second))) {
            List<CompletableFuture<Generation>> futures = IntStream.range(0, 12)
                    .mapToObj(i -> both.generate(theme(i)))
                    .toList();
            assertThat(futures).allMatch(future -> future.join() instanceof Generation.Written);
            assertThat(first.stats().requests()).isBetween(4L, 8L);
            assertThat(second.stats().requests()).isEqualTo(12 - first.stats().requests());
            assertThat(both.stats().requests()).isEqualTo(12);
        }
        assertThat(first.generate(theme(0)).join()).isInstanceOf(Generation.Failed.class);
        assertThat(second.generate(theme(0)).join()).isInstanceOf(Generation.Failed.class);
    }

    @Test
    void oneAloneIsAnsweredAsItIs() {
        try (TextGenerator alone = Generators.start(SETTINGS)) {
            assertThat(Spread.over(List.of(alone))).isSameAs(alone);
        }
        assertThatThrownBy(() -> Spread.over(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
