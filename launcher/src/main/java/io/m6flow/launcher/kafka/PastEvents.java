package io.m6flow.launcher.kafka;

import io.m6flow.schema.Kind;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.NotAMessageException;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.id.TenantId;
import io.m6flow.sink.webhook.ContentEvents;
import io.m6flow.sink.webhook.DecisionEvents;
import io.m6flow.sink.webhook.Intent;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What endpoints are told of, made anew from what stands on the topics: all decisions, and of published content what
 * compaction has left, which is the newest of each place at least.
 */
public final class PastEvents {
    private static final Logger LOG = LoggerFactory.getLogger(PastEvents.class);

    private final String bootstrap;
    private final TopicDecoder<ReviewDecision> decisions;
    private final TopicDecoder<PublishedContent> contents;
    private final DecisionEvents events;

    /** What an endpoint is told if it wants it. */
    public record PastEvent(Intent intent, TenantId tenant, Kind kind) {}

    public PastEvents(String bootstrap, TopicFormat format, DecisionEvents events) {
        this.bootstrap = bootstrap;
        this.decisions = format.decoder(ReviewDecision.class);
        this.contents = format.decoder(PublishedContent.class);
        this.events = events;
    }

    /** Those that came to their topic at this time or later and are committed now, topic by topic. */
    public void since(Instant time, Consumer<PastEvent> use) {
        TopicRecords.since(
                bootstrap,
                Topics.REVIEW_DECISIONS,
                time,
                found -> offer(() -> decision(decisions.decode(found.value())), use));
        TopicRecords.since(
                bootstrap,
                Topics.CONTENT_PUBLISHED,
                time,
                found -> offer(() -> content(contents.decode(found.value())), use));
    }

    private interface Making {
        PastEvent event();
    }

    /** What could not be told the first time cannot be told now. */
    private static void offer(Making making, Consumer<PastEvent> use) {
        PastEvent event;
        try {
            event = making.event();
        } catch (NotAMessageException | IllegalArgumentException e) {
            LOG.warn("a record is passed over: {}", e.getMessage());
            return;
        }
        use.accept(event);
    }

    private PastEvent decision(ReviewDecision decision) {
        return new PastEvent(events.intent(decision), new TenantId(decision.getTenant()), decision.getKind());
    }

    private static PastEvent content(PublishedContent content) {
        return new PastEvent(ContentEvents.intent(content), new TenantId(content.getTenant()), content.getKind());
    }
}
