package io.m6flow.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.ProductEvent;
import java.time.Duration;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatientRegistryTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    /** Is away for the first questions. */
    private static final class Returning implements SchemaRegistry {
        private final int absences;
        private int questions;

        Returning(int absences) {
            this.absences = absences;
        }

        @Override
        public int register(String subject, Schema schema) {
            questions++;
            throw new SchemaRefusedException("no");
        }

        @Override
        public SchemaLookup find(int id) {
            if (questions++ < absences) {
                throw new RegistryAwayException("away " + questions);
            }
            return new SchemaLookup.Unusable("unknown");
        }
    }

    @AfterEach
    void forgetInterruption() {
        Thread.interrupted();
    }

    @Test
    void asksAgainUntilTheRegistryIsBack() {
        var returning = new Returning(2);
        assertThat(new PatientRegistry(returning, Duration.ofSeconds(30)).find(1))
                .isEqualTo(new SchemaLookup.Unusable("unknown"));
        assertThat(returning.questions).isEqualTo(3);
    }

    @Test
    void saysThatItIsAwayWhenItsPatienceEnds() {
        var returning = new Returning(Integer.MAX_VALUE);
        assertThatThrownBy(() -> new PatientRegistry(returning, PATIENCE).find(1))
                .isInstanceOf(RegistryAwayException.class)
                .hasMessage("away " + returning.questions);
        assertThat(returning.questions).isGreaterThan(1);
    }

    @Test
    void asksOnlyOnceWhatTheRegistryRefuses() {
        var returning = new Returning(0);
        assertThatThrownBy(() -> new PatientRegistry(returning, PATIENCE).register("s", ProductEvent.getClassSchema()))
                .isInstanceOf(SchemaRefusedException.class);
        assertThat(returning.questions).isEqualTo(1);
    }

    @Test
    void doesNotGoOnWaitingWhenItIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new PatientRegistry(new Returning(1), Duration.ofMinutes(5)).find(1))
                .isInstanceOf(RegistryAwayException.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
