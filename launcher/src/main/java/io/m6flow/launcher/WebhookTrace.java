package io.m6flow.launcher;

import io.m6flow.review.receipt.Receipt;
import io.m6flow.review.receipt.SinkTrace;
import io.m6flow.review.receipt.Whereabouts;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.sink.redis.RedisIntentTrace;
import io.m6flow.sink.webhook.ContentEvents;
import io.m6flow.sink.webhook.DecisionEvents;
import io.m6flow.sink.webhook.Endpoint;
import io.m6flow.sink.webhook.IntentStoreException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What endpoints were told of the decisions about a text, and of what these let out. Delivered messages are not kept, only their ids. */
final class WebhookTrace implements SinkTrace {
    private final List<Endpoint> endpoints;
    private final URI redis;

    WebhookTrace(List<Endpoint> endpoints, URI redis) {
        this.endpoints = List.copyOf(endpoints);
        this.redis = redis;
    }

    @Override
    public List<Whereabouts> of(Receipt receipt) {
        List<Whereabouts> found = new ArrayList<>();
        try (RedisIntentTrace intents = new RedisIntentTrace(redis)) {
            for (Endpoint endpoint : endpoints) {
                for (Receipt.Entry entry : receipt.decisions()) {
                    ReviewDecision decision = entry.decision();
                    String type = DecisionEvents.type(decision.getOutcome());
                    found.add(of(intents, endpoint, type, decision.getDecisionId(), receipt));
                    ContentEvents.type(decision)
                            .map(content ->
                                    of(intents, endpoint, content, ContentEvents.id(decision.getDecisionId()), receipt))
                            .ifPresent(found::add);
                }
            }
        } catch (IntentStoreException e) {
            found.add(new Whereabouts("webhooks", Whereabouts.State.UNKNOWN, String.valueOf(e.getMessage())));
        }
        return found;
    }

    private static Whereabouts of(
            RedisIntentTrace intents, Endpoint endpoint, String type, String id, Receipt receipt) {
        String sink = "webhook " + endpoint.name() + ", " + type;
        if (!endpoint.subscription()
                .wants(type, receipt.place().tenant(), receipt.place().kind())) {
            return new Whereabouts(sink, Whereabouts.State.NOTHING, "the endpoint is not told of these");
        }
        RedisIntentTrace.Trace trace = intents.find(endpoint.name(), id);
        String recorded = trace.recordedAt().map(Instant::toString).orElse("an unknown time");
        return switch (trace.state()) {
            case OPEN -> new Whereabouts(sink, Whereabouts.State.WAITING, "since " + recorded + failures(trace));
            case GIVEN_UP ->
                new Whereabouts(sink, Whereabouts.State.GIVEN_UP, "recorded at " + recorded + failures(trace));
            case DELIVERED ->
                new Whereabouts(
                        sink,
                        Whereabouts.State.DELIVERED,
                        "recorded at " + recorded + "; when the endpoint took it is not kept");
            case UNKNOWN ->
                new Whereabouts(
                        sink,
                        Whereabouts.State.UNKNOWN,
                        "never recorded, or longer ago than the last 100,000 for this endpoint");
        };
    }

    private static String failures(RedisIntentTrace.Trace trace) {
        return trace.attempts() == 0
                ? ""
                : ", " + trace.attempts() + (trace.attempts() == 1 ? " attempt" : " attempts") + " failed: "
                        + trace.cause();
    }
}
