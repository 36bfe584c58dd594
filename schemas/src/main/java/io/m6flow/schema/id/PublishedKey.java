package io.m6flow.schema.id;

import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;

/** The place that content takes in the world: one text at a time per tenant, kind and subject. Key of content.published. */
public record PublishedKey(TenantId tenant, Kind kind, Subject subject) {

    public static PublishedKey of(PublishedContent content) {
        return new PublishedKey(
                new TenantId(content.getTenant()), content.getKind(), new Subject(content.getSubject()));
    }

    public static PublishedKey of(ReviewDecision decision) {
        return new PublishedKey(
                new TenantId(decision.getTenant()), decision.getKind(), new Subject(decision.getSubject()));
    }

    public String value() {
        return tenant + "|" + field();
    }

    /** The part within a tenant. */
    public String field() {
        return kind + "|" + subject;
    }

    @Override
    public String toString() {
        return value();
    }
}
