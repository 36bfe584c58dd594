package io.m6flow.schema.registry;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import java.time.Duration;
import org.apache.avro.Schema;

/** Asks a registry that is away again, with growing pauses, for as long as it was told to. Safe for many threads. */
final class PatientRegistry implements SchemaRegistry {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final double JITTER = 0.25;

    private final SchemaRegistry registry;
    private final FailsafeExecutor<Object> again;

    PatientRegistry(SchemaRegistry registry, Duration patience) {
        this.registry = registry;
        this.again = Failsafe.with(RetryPolicy.builder()
                .handle(RegistryAwayException.class)
                .withBackoff(shorter(FIRST_PAUSE, patience.dividedBy(4)), LONGEST_PAUSE)
                .withJitter(JITTER)
                .withMaxRetries(-1)
                .withMaxDuration(patience)
                .build());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public int register(String subject, Schema schema) {
        return ask(() -> registry.register(subject, schema));
    }

    @Override
    public SchemaLookup find(int id) {
        return ask(() -> registry.find(id));
    }

    private <R> R ask(CheckedSupplier<R> question) {
        try {
            return again.get(question);
        } catch (FailsafeException e) {
            // The questions throw nothing checked, so this is a pause that was interrupted.
            Thread.currentThread().interrupt();
            throw new RegistryAwayException("interrupted while the schema registry was away");
        }
    }
}
