package io.m6flow.launcher;

import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.sink.kafka.DeadLetterTopic;
import io.m6flow.sink.kafka.DecisionRecorder;
import io.m6flow.sink.kafka.WebhookLetters;
import io.m6flow.sink.redis.RedisIntents;
import io.m6flow.sink.webhook.DecisionEvents;
import io.m6flow.sink.webhook.Deliverer;
import io.m6flow.sink.webhook.DeliverySettings;
import io.m6flow.sink.webhook.Endpoint;
import io.m6flow.sink.webhook.IntentStore;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells endpoints of decisions and of what is published: what records decisions, what delivers, and the store between. Start and close once. */
final class Webhooks implements AutoCloseable {
    /** The sink's name, which that of its dead letters ends with. */
    static final String SINK = "webhooks";

    private static final String GROUP = "m6flow-webhooks";

    private final DecisionRecorder.Source source;
    private final LabelPolicy labels;
    private final IntentStore store;
    private final WebhookLetters letters;
    private final Deliverer deliverer;
    private final WebhookMeters meters;
    private @Nullable DecisionRecorder recorder;

    Webhooks(List<Endpoint> endpoints, DecisionRecorder.Source source, LabelPolicy labels, URI redis) {
        this.source = source;
        this.labels = labels;
        this.store = new RedisIntents(redis);
        this.letters = new WebhookLetters(
                new DeadLetterTopic(source.bootstrapServers(), Topics.deadLetters(SINK), source.format()),
                Clock.systemUTC());
        this.deliverer = new Deliverer(endpoints, store, DeliverySettings.DEFAULT, letters);
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
                source, deliverer.subscribe(), store, new DecisionEvents(labels), letters, deliverer::wake);
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
        letters.close();
        store.close();
    }
}
