package io.m6flow.review;

import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Source;
import io.m6flow.schema.id.TenantId;
import java.util.List;

/** Looks at a text as the guards of a draft do, when it is edited and when published ones are looked through. Thread-safe. */
@FunctionalInterface
public interface TextCheck extends AutoCloseable {

    /**
     * What is to be noticed about a text that was written from this source.
     *
     * @throws IllegalStateException if the guards are not there yet; no text is a cause
     */
    List<Finding> check(TenantId tenant, Kind kind, String text, Source source);

    /** Begins to make ready for the first text and does not wait for it; without this it is done at need. */
    default void prepare() {}

    @Override
    default void close() {}
}
