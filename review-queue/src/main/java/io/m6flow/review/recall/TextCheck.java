package io.m6flow.review.recall;

import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Source;
import io.m6flow.schema.id.TenantId;
import java.util.List;

/** Looks at a published text as a guard looks at a draft. Throws for no text. Thread-safe. */
@FunctionalInterface
public interface TextCheck extends AutoCloseable {

    /** What is to be noticed about a text that was written from this source. */
    List<Finding> check(TenantId tenant, Kind kind, String text, Source source);

    @Override
    default void close() {}
}
