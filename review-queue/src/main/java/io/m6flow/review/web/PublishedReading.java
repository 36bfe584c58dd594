package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.PublishedChanges;
import io.m6flow.review.PublishedView;
import io.m6flow.schema.id.Listing;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads published content for a principal: its own tenant's and nothing else. Thread-safe. */
final class PublishedReading {
    private final PublishedView published;

    PublishedReading(PublishedView published) {
        this.published = published;
    }

    /** Whose content is asked for; empty if the principal reaches all tenants and has named none. */
    Optional<TenantId> shopOf(Principal who, @Nullable String asked) {
        Optional<TenantId> tenant = Asked.tenant(asked).or(who::tenant);
        if (tenant.isPresent() && !who.mayRead(tenant.get())) {
            throw Problem.of(403, "not-allowed", "your token does not reach tenant \"" + tenant.get() + "\"");
        }
        return tenant;
    }

    /** The same, where one has to be named. */
    TenantId tenantOf(Principal who, @Nullable String asked) {
        return shopOf(who, asked)
                .orElseThrow(() -> Problem.of(
                        400, "bad-request", "your token reaches all tenants; name one with the parameter tenant"));
    }

    List<JsonNode> products(TenantId tenant, int limit) {
        return published.products(tenant, limit);
    }

    /** A session that the principal may read; another tenant's is as unknown as one that never was. */
    LiveSession session(Principal who, String id) {
        return find(who, id)
                .orElseThrow(() -> Problem.of(
                        404, "unknown-session", "nothing that you may read is published of session \"" + id + "\""));
    }

    Optional<LiveSession> find(Principal who, String id) {
        SessionId session = sessionId(id);
        return published
                .tenantOf(session)
                .filter(who::mayRead)
                .map(tenant -> new LiveSession(session, tenant, published.session(session)));
    }

    /**
     * Where the session's content stands, or will stand, for the principal; empty if it reaches all tenants and nothing is
     * published of the session. Who is kept to a tenant learns nothing here of whose session it is.
     */
    Optional<Listing> listing(Principal who, SessionId session) {
        return who.tenant().or(() -> published.tenantOf(session)).map(tenant -> Listing.session(tenant, session));
    }

    /** Where the changes of a listing go on that is read after this; at their beginning where there is none. */
    PublishedChanges.Cursor endOf(Optional<Listing> listing) {
        return listing.map(published::endOf).orElse(PublishedChanges.Cursor.START);
    }

    List<PublishedChanges> changes(List<PublishedChanges.Ask> asks, int limit) {
        return published.changes(asks, limit);
    }

    static SessionId sessionId(String id) {
        try {
            return new SessionId(id);
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "bad-request", String.valueOf(e.getMessage()));
        }
    }

    /** What is published of a session: passages in speaking order, then summaries. */
    record LiveSession(SessionId id, TenantId tenant, List<JsonNode> entries) {
        LiveSession {
            entries = List.copyOf(entries);
        }
    }
}
