package io.m6flow.sink.redis;

import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.Listing;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.ViewKeys;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.schema.rule.EventRules;
import java.util.List;
import java.util.Optional;

/**
 * What one piece of content changes in the view.
 *
 * @param id names it in messages: place and publishSequence
 * @param keys of the script, in its order
 * @param arguments of the script, in its order
 * @param session where the content is of a live session, what to note about that
 */
record ViewUpdate(String id, List<String> keys, List<String> arguments, Optional<SessionNote> session) {
    /** Passages are listed by their index, which never comes near this; summaries stand after them. */
    private static final double AFTER_ALL_PASSAGES = 1e9;

    /** The key under which a session's tenant is found, and the tenant. */
    record SessionNote(String key, String tenant) {}

    static ViewUpdate of(PublishedContent content) {
        if (content.getPublishSequence() < 0) {
            throw new IllegalArgumentException("publishSequence must be at least 0, was " + content.getPublishSequence()
                    + " in decision " + content.getDecisionId());
        }
        PublishedKey place = PublishedKey.of(content);
        Optional<SessionId> session = EventRules.isLive(content.getKind())
                ? Optional.of(sessionOf(place.subject().value()))
                : Optional.empty();
        Listing listing = session.map(id -> Listing.session(place.tenant(), id))
                .orElseGet(() -> Listing.products(place.tenant()));
        return new ViewUpdate(
                place + "@" + content.getPublishSequence(),
                List.of(
                        ViewKeys.content(place.tenant()),
                        ViewKeys.sequence(place.tenant()),
                        ViewKeys.places(listing),
                        ViewKeys.changes(listing),
                        ViewKeys.log(listing)),
                List.of(
                        place.field(),
                        Long.toString(content.getPublishSequence()),
                        content.getAction().name(),
                        Double.toString(score(content)),
                        JsonRecords.line(content)),
                session.map(id ->
                        new SessionNote(ViewKeys.tenantOf(id), place.tenant().value())));
    }

    /** A passage or a summary is named by its session, a number sign, and its place in it. */
    private static SessionId sessionOf(String subject) {
        int end = subject.lastIndexOf('#');
        return new SessionId(end < 0 ? subject : subject.substring(0, end));
    }

    private static double score(PublishedContent content) {
        double publishedAt = content.getPublishedAt().toEpochMilli();
        if (content.getKind() == Kind.SCRIPT) {
            Integer index = content.getPassageIndex();
            return index == null ? 0 : index;
        }
        if (content.getKind() == Kind.SUMMARY) {
            // By where the summed-up window ends, so that a summary approved late still stands in its place.
            Long end = content.getEndMillis();
            return AFTER_ALL_PASSAGES + (end == null ? publishedAt : end);
        }
        return publishedAt;
    }
}
