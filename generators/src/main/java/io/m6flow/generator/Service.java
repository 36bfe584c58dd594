package io.m6flow.generator;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a prompt is to be served among others.
 *
 * @param tenant whose work it is; an empty text for nobody's in particular
 * @param deadline when the answer stops being worth anything, or null; a prompt that cannot be answered by then fails
 *     with {@link Fault#EXPIRED} instead of costing further work
 */
public record Service(
        String tenant, Priority priority, @Nullable Instant deadline) {
    public Service {
        Objects.requireNonNull(tenant, "tenant");
        Objects.requireNonNull(priority, "priority");
    }

    /** Nobody's in particular, without a deadline; scripts of live streams first. */
    public static Service standard(ContentKind kind) {
        return new Service("", kind == ContentKind.SCRIPT ? Priority.LIVE : Priority.CATALOGUE, null);
    }

    public Service withTenant(String newTenant) {
        return new Service(newTenant, priority, deadline);
    }

    public Service withPriority(Priority newPriority) {
        return new Service(tenant, newPriority, deadline);
    }

    public Service withDeadline(Instant newDeadline) {
        return new Service(tenant, priority, newDeadline);
    }
}
