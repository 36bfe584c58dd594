package io.m6flow.schema.id;

/**
 * Where published content stands in Redis: written by the sink, read by the pages. All keys of a tenant
 * carry its hash tag, so that one script may touch them together on a Redis cluster.
 */
public final class ViewKeys {
    private static final String PREFIX = "m6:view:";

    private ViewKeys() {}

    /** Hash: {@link PublishedKey#field()} to the PublishedContent as JSON. Retracted content is absent. */
    public static String content(TenantId tenant) {
        return PREFIX + "{" + tenant + "}:content";
    }

    /** Hash: {@link PublishedKey#field()} to the highest publishSequence seen, retractions included. */
    public static String sequence(TenantId tenant) {
        return PREFIX + "{" + tenant + "}:sequence";
    }

    /** Sorted set of {@link PublishedKey#field()} of product content, scored by the time of publication in milliseconds. */
    public static String products(TenantId tenant) {
        return places(Listing.products(tenant));
    }

    /** Sorted set of {@link PublishedKey#field()} of a session's passages by passageIndex, and its summaries after them. */
    public static String session(TenantId tenant, SessionId session) {
        return places(Listing.session(tenant, session));
    }

    /** Sorted set of the {@link PublishedKey#field()} of what is published in a listing. */
    public static String places(Listing listing) {
        return PREFIX + "{" + listing.tenant() + "}:" + listing.name();
    }

    /**
     * Sorted set of {@link PublishedKey#field()} by the number of the place's last change, be it a publication or a
     * retraction. One entry a place, so that the log of changes never grows beyond the places.
     */
    public static String changes(Listing listing) {
        return PREFIX + "{" + listing.tenant() + "}:changes:" + listing.name();
    }

    /**
     * Hash: {@code began}, when the log of changes began, in microseconds since 1970, which tells it from one that stood
     * here before; {@code last}, the number of its last change, counted from 1.
     */
    public static String log(Listing listing) {
        return PREFIX + "{" + listing.tenant() + "}:log:" + listing.name();
    }

    /** String: the tenant of a session, for readers who know only the session. */
    public static String tenantOf(SessionId session) {
        return PREFIX + "tenant-of-session:" + session;
    }
}
