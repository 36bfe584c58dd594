package io.m6flow.launcher;

import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.sink.kafka.DecisionRecorder;
import io.m6flow.sink.redis.RedisIntents;
import io.m6flow.sink.webhook.DecisionEvents;
import io.m6flow.sink.webhook.Deliverer;
import io.m6flow.sink.webhook.DeliverySettings;
import io.m6flow.sink.webhook.Endpoint;
import io.m6flow.sink.webhook.IntentStore;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells endpoints of decisions: what records, what delivers, and the store between. Start and close once. */
final class Webhooks implements AutoCloseable {
    private static final String GROUP = "m6flow-webhooks";

    private final DecisionRecorder.Source source;
    private final LabelPolicy labels;
    private final IntentStore store;
    private final Deliverer deliverer;
    private final WebhookMeters meters;
    private @Nullable DecisionRecorder recorder;

    Webhooks(List<Endpoint> endpoints, DecisionRecorder.Source source, LabelPolicy labels, URI redis) {
        this.source = source;
        this.labels = labels;
        this.store = new RedisIntents(redis);
        this.deliverer = new Deliverer(endpoints, store, DeliverySettings.DEFAULT);
        this.meters = new WebhookMeters(deliverer);
    }

    /** All decisions. */
    static DecisionRecorder.Source decisions(String bootstrap, TopicFormat format) {
        return new DecisionRecorder.Source(bootstrap, Topics.REVIEW_DECISIONS, GROUP, format);
    }

    /**
     * Starts; from here on no decision is missed.
     *
     * @throws io.m6flow.sink.webhook.IntentStoreException if Redis does not answer
     */
    void start() {
        DecisionRecorder started = new DecisionRecorder(
                source, deliverer.subscriptions(), store, new DecisionEvents(labels), deliverer::wake);
        recorder = started;
        deliverer.start();
        started.start();
        meters.register();
    }

    /** Stops; what waits is delivered after the next start. */
    @Override
    public void close() {
        DecisionRecorder started = recorder;
        if (started != null) {
            meters.close();
            started.close();
            deliverer.close();
        }
        store.close();
    }
}
