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
        return PREFIX + "{" + tenant + "}:products";
    }

    /** Sorted set of {@link PublishedKey#field()} of a session's passages by passageIndex, and its summaries after them. */
    public static String session(TenantId tenant, SessionId session) {
        return PREFIX + "{" + tenant + "}:session:" + session;
    }

    /** String: the tenant of a session, for readers who know only the session. */
    public static String tenantOf(SessionId session) {
        return PREFIX + "tenant-of-session:" + session;
    }
}
