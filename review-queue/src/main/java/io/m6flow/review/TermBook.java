package io.m6flow.review;

import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The tenants' own terms. Whoever was told of a change finds it done from then on; what others change at the same time
 * comes by itself. Each call may throw a {@link ReviewQueueException}; then it can be repeated. Thread-safe.
 */
public interface TermBook {
    /** As many terms a tenant may have. Where two services add at the same moment, each may add one beyond. */
    int MOST = 1_000;

    /** The tenant's terms, not those of everybody, the newest first. */
    List<Term> of(TenantId tenant);

    /** Adds a term or puts it in the place of the same one; false if the tenant has {@link #MOST} others. */
    boolean tryAdd(Term term);

    /** Removes a term; answers what stood there, or empty if there was none. */
    Optional<Term> remove(TenantId tenant, String term, String by, Instant at);
}
