package io.m6flow.sink.kafka;

import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.NotAMessageException;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.id.TenantId;
import io.m6flow.sink.webhook.DecisionEvents;
import io.m6flow.sink.webhook.Endpoint;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.GivenUp;
import io.m6flow.sink.webhook.Intent;
import io.m6flow.sink.webhook.IntentStore;
import io.m6flow.sink.webhook.IntentStore.Recorded;
import io.m6flow.sink.webhook.PersistentThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records for every decision an intent for each endpoint that wants it, once, before its offset is committed: read again,
 * a decision changes nothing. While Kafka, the store or the schema registry is away it waits. It has a thread of its own.
 */
public final class DecisionRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionRecorder.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Source source;
    private final TopicDecoder<ReviewDecision> decoder;
    private final Map<Endpoint, Instant> subscriptions;
    private final IntentStore store;
    private final DecisionEvents events;
    private final GivenUp givenUp;
    private final Consumer<EndpointName> recorded;
    private final PersistentThread thread = new PersistentThread("webhook-recorder", this::step);

    /** Confined to the thread, as long as that runs. */
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;

    /** Where decisions are read, and under which name. */
    public record Source(String bootstrapServers, String topic, String groupId, TopicFormat format) {}

    /**
     * A recorder that does not run yet.
     *
     * @param subscriptions since when each endpoint is told; what was decided before is not for it
     * @param givenUp hears what is too much for an endpoint
     * @param recorded is told where something new waits
     */
    public DecisionRecorder(
            Source source,
            Map<Endpoint, Instant> subscriptions,
            IntentStore store,
            DecisionEvents events,
            GivenUp givenUp,
            Consumer<EndpointName> recorded) {
        this.source = source;
        this.decoder = source.format().decoder(ReviewDecision.class);
        this.subscriptions = Map.copyOf(subscriptions);
        this.store = store;
        this.events = events;
        this.givenUp = givenUp;
        this.recorded = recorded;
    }

    public void start() {
        thread.start();
    }

    private void step() {
        KafkaConsumer<byte[], byte[]> open = consumer == null ? subscribe() : consumer;
        consumer = open;
        try {
            ConsumerRecords<byte[], byte[]> batch = open.poll(POLL);
            if (!batch.isEmpty()) {
                record(batch);
                open.commitSync();
            }
        } catch (RuntimeException e) {
            // Read anew from what is committed.
            consumer = null;
            open.close();
            throw e;
        }
    }

    private KafkaConsumer<byte[], byte[]> subscribe() {
        KafkaConsumer<byte[], byte[]> fresh = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", source.bootstrapServers(),
                        "group.id", source.groupId(),
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "allow.auto.create.topics", "false",
                        "max.poll.records", "500",
                        // A killed one keeps its successor waiting for so long.
                        "session.timeout.ms", "10000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        fresh.subscribe(List.of(source.topic()));
        return fresh;
    }

    private void record(ConsumerRecords<byte[], byte[]> batch) {
        Map<EndpointName, List<Intent>> wanted = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> found : batch) {
            decision(found).ifPresent(decision -> addTo(wanted, decision, found));
        }
        wanted.forEach((endpoint, intents) -> {
            List<Recorded> answers = store.record(endpoint, intents);
            for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i) == Recorded.DROPPED) {
                    drop(endpoint, intents.get(i));
                }
            }
            recorded.accept(endpoint);
        });
    }

    private void drop(EndpointName endpoint, Intent intent) {
        try {
            givenUp.note(endpoint, intent, 0, "too much waits for this endpoint");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LOG.error("too much waits for webhook endpoint {}: {} is not kept", endpoint, intent.id());
    }

    private void addTo(
            Map<EndpointName, List<Intent>> wanted, ReviewDecision decision, ConsumerRecord<byte[], byte[]> found) {
        try {
            TenantId tenant = new TenantId(decision.getTenant());
            Intent intent = events.intent(decision);
            subscriptions.forEach((endpoint, since) -> {
                if (!decision.getDecidedAt().isBefore(since)
                        && endpoint.subscription().wants(intent.type(), tenant, decision.getKind())) {
                    wanted.computeIfAbsent(endpoint.name(), name -> new ArrayList<>())
                            .add(intent);
                }
            });
        } catch (IllegalArgumentException e) {
            passOver(found, e);
        }
    }

    private Optional<ReviewDecision> decision(ConsumerRecord<byte[], byte[]> found) {
        try {
            return Optional.of(decoder.decode(found.value()));
        } catch (NotAMessageException e) {
            passOver(found, e);
            return Optional.empty();
        }
    }

    private static void passOver(ConsumerRecord<byte[], byte[]> found, RuntimeException why) {
        LOG.warn(
                "no webhook tells of {}, partition {}, offset {}: {}",
                found.topic(),
                found.partition(),
                found.offset(),
                why.getMessage());
    }

    /** Stops after the batch that runs; what is not committed is read again after the next start. */
    @Override
    public void close() {
        thread.close();
        KafkaConsumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.close();
        }
    }
}
