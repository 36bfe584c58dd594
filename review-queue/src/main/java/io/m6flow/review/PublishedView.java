package io.m6flow.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.id.Listing;
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

    /**
     * What changed in listings, in the order of the asks. A reader that goes on from each answer's {@code to} until it is
     * up to date holds what the listing shows, whatever was published meanwhile.
     *
     * @param limit how many changes each answer holds at most; 0 only asks where the log ends
     */
    List<PublishedChanges> changes(List<PublishedChanges.Ask> asks, int limit);

    /** Where a listing's log ends now. */
    default PublishedChanges.Cursor endOf(Listing listing) {
        return changes(List.of(new PublishedChanges.Ask(listing, PublishedChanges.Cursor.START)), 0)
                .get(0)
                .end();
    }
}
