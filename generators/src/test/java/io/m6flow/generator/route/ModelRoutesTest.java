package io.m6flow.generator.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRoutesTest {
    private static final ModelChoice OLD = new ModelChoice("", "a".repeat(64));
    private static final ModelChoice COPY = new ModelChoice("/models/copy", "b".repeat(64));
    private static final ModelChoice NEW = new ModelChoice("/models/new", "c".repeat(64));

    private static Prompt prompt(ContentKind kind, String id) {
        return Prompt.of(id, kind, new Material.Text("纯棉连衣裙"), 1);
    }

    @Test
    void aKindsOwnModelComesBeforeTheStandardOne() {
        ModelRoutes routes = new ModelRoutes(OLD, Map.of(ContentKind.REASON, COPY), null);

        assertThat(routes.modelFor(prompt(ContentKind.REASON, "a"))).contains(COPY);
        assertThat(routes.modelFor(prompt(ContentKind.SCRIPT, "a"))).contains(OLD);
        assertThat(ModelRoutes.CONFIGURED.modelFor(prompt(ContentKind.REASON, "a")))
                .as("that of the configuration")
                .isEmpty();
        assertThat(routes.models()).containsExactlyInAnyOrder(OLD, COPY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 50})
    void theModelOnTrialWritesItsShareOfItsKinds(int percent) {
        ModelRoutes routes = new ModelRoutes(OLD, Map.of(), new Canary(NEW, Set.of(ContentKind.REASON), percent));
        int all = 20_000;

        long reasons = IntStream.range(0, all)
                .filter(i ->
                        routes.modelFor(prompt(ContentKind.REASON, "id-" + i)).equals(Optional.of(NEW)))
                .count();

        assertThat(100.0 * reasons / all).isCloseTo(percent, within(1.0));
        assertThat(IntStream.range(0, all))
                .as("no other kind")
                .noneMatch(i ->
                        routes.modelFor(prompt(ContentKind.THEME, "id-" + i)).equals(Optional.of(NEW)));
    }

    @Test
    void theSameTextGoesToTheSameModelEachTime() {
        ModelRoutes routes = new ModelRoutes(OLD, Map.of(), new Canary(NEW, Set.of(), 50));

        assertThat(IntStream.range(0, 500))
                .allSatisfy(i -> assertThat(routes.modelFor(prompt(ContentKind.HINT, "id-" + i)))
                        .isEqualTo(routes.modelFor(prompt(ContentKind.HINT, "id-" + i))));
    }

    @Test
    void aShareIsFromOneToFiftyPercent() {
        assertThat(new Canary(NEW, Set.of(), Canary.LEAST).percent()).isOne();
        assertThat(new Canary(NEW, Set.of(), Canary.MOST).percent()).isEqualTo(50);
        assertThatThrownBy(() -> new Canary(NEW, Set.of(), Canary.LEAST - 1)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> new Canary(NEW, Set.of(), Canary.MOST + 1)).hasMessageContaining("not 51");
    }

    @Test
    void aDigestIsWholeAndInHexadecimal() {
        assertThatThrownBy(() -> new ModelChoice("/models/x", "a".repeat(63))).hasMessageContaining("64");
        assertThatThrownBy(() -> new ModelChoice("/models/x", "A".repeat(64))).hasMessageContaining("hexadecimal");
    }
}
