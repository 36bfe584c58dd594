package io.m6flow.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Optional;

/** Reads what has been published: each entry is a PublishedContent as JSON. Thread-safe. */
public interface PublishedView {

    /** A merchant's product content, newest first; at most limit. */
    List<JsonNode> products(TenantId tenant, int limit);

    /** A session's passages in speaking order, then its summaries. Empty if the session is unknown. */
    List<JsonNode> session(SessionId session);

    /** Whose session it is. */
    Optional<TenantId> tenantOf(SessionId session);
}
