package io.m6flow.schema.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.Withdrawal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class CachingRegistryTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Asked asked = new Asked();
    private final CachingRegistry registry = new CachingRegistry(asked, nanos::get);

    /** Keeps one schema, under 1, and counts who asks. */
    private static final class Asked implements SchemaRegistry {
        final List<Integer> ids = new ArrayList<>();
        final List<String> subjects = new ArrayList<>();
        boolean away;

        @Override
        public int register(String subject, Schema schema) {
            subjects.add(subject);
            return subjects.size();
        }

        @Override
        public SchemaLookup find(int id) {
            ids.add(id);
            if (away) {
                throw new RegistryAwayException("away");
            }
            return id == 1
                    ? new SchemaLookup.Found(ProductEvent.getClassSchema())
                    : new SchemaLookup.Unusable("unknown " + id);
        }
    }

    @Test
    void asksOnceForWhatIsThere() {
        assertThat(registry.find(1)).isEqualTo(registry.find(1)).isInstanceOf(SchemaLookup.Found.class);
        assertThat(asked.ids).containsExactly(1);
    }

    @Test
    void asksAgainAfterAWhileForWhatIsNotThere() {
        registry.find(2);
        nanos.addAndGet(CachingRegistry.KEEPS_UNUSABLE.toNanos() - 1);
        assertThat(registry.find(2)).isEqualTo(new SchemaLookup.Unusable("unknown 2"));
        assertThat(asked.ids).containsExactly(2);
        nanos.addAndGet(1);
        registry.find(2);
        assertThat(asked.ids).containsExactly(2, 2);
    }

    @Test
    void remembersOnlySoManyMadeUpIds() {
        for (int id = 2; id < 1003; id++) {
            registry.find(id);
        }
        registry.find(1002);
        assertThat(asked.ids).hasSize(1001);
        registry.find(2);
        assertThat(asked.ids).hasSize(1002);
    }

    @Test
    void doesNotRememberThatTheRegistryWasAway() {
        asked.away = true;
        assertThatThrownBy(() -> registry.find(1)).isInstanceOf(RegistryAwayException.class);
        asked.away = false;
        assertThat(registry.find(1)).isInstanceOf(SchemaLookup.Found.class);
    }

    @Test
    void registersASchemaOnceForEachSubject() {
        int first = registry.register("a-value", ProductEvent.getClassSchema());
        assertThat(registry.register("a-value", ProductEvent.getClassSchema())).isEqualTo(first);
        registry.register("b-value", ProductEvent.getClassSchema());
        registry.register("a-value", Withdrawal.getClassSchema());
        assertThat(asked.subjects).containsExactly("a-value", "b-value", "a-value");
    }
}
