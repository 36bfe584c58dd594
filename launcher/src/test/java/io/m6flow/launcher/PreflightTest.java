package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PreflightTest {
    @Test
    void refusesAJavaThatIsTooOld() {
        assertThatCode(() -> Preflight.checkJava(17)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Preflight.checkJava(16)).hasMessageContaining("Java 16 is too old");
    }

    @Test
    void refusesTooLittleMemory() {
        assertThatCode(() -> Preflight.checkMemory(Preflight.NEEDED_MEMORY, Preflight.NEEDED_HEAP))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> Preflight.checkMemory(Preflight.NEEDED_MEMORY - 1, Preflight.NEEDED_HEAP))
                .hasMessageContaining("2999 MiB of memory");
        assertThatThrownBy(() -> Preflight.checkMemory(Preflight.NEEDED_MEMORY, Preflight.NEEDED_HEAP - 1))
                .hasMessageContaining("M6FLOW_HEAP");
    }
}
