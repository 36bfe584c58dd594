package io.m6flow.sink.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.GivenUp;
import io.m6flow.sink.webhook.Intent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/**
 * Webhooks that are given up, as letters on the topic of that sink's dead letters. A letter's origin is
 * {@code webhook:ENDPOINT}, its subject the webhook's id, its bytes {@code {"id", "type", "body"}} in JSON.
 */
public final class WebhookLetters implements GivenUp, AutoCloseable {
    private static final String ORIGIN = "webhook:";

    private final DeadLetterTopic letters;
    private final Clock clock;

    /** A webhook and the endpoint that did not take it. */
    public record Undelivered(EndpointName endpoint, Intent intent) {}

    public WebhookLetters(DeadLetterTopic letters, Clock clock) {
        this.letters = letters;
        this.clock = clock;
    }

    @Override
    public void note(EndpointName endpoint, Intent intent, int attempts, String cause) throws IOException {
        byte[] bytes = JsonNodeFactory.instance
                .objectNode()
                .put("id", intent.id())
                .put("type", intent.type())
                .put("body", intent.body())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        letters.put(
                endpoint.value(),
                DeadLetter.newBuilder()
                        .setOrigin(new EventOrigin(ORIGIN + endpoint, 0, 0L))
                        .setReason(DeadLetterReason.SINK_FAILED)
                        .setMessage(cause)
                        .setAttempts(attempts)
                        .setBytes(ByteBuffer.wrap(bytes))
                        .setSize(bytes.length)
                        .setSubject(intent.id())
                        .setAt(clock.instant())
                        .build());
    }

    /** What such a letter holds; empty for others. */
    public static Optional<Undelivered> read(DeadLetter letter) {
        String origin = letter.getOrigin().getTopic();
        if (!origin.startsWith(ORIGIN)) {
            return Optional.empty();
        }
        JsonNode json = JsonRecords.read(
                StandardCharsets.UTF_8.decode(letter.getBytes().duplicate()).toString());
        return Optional.of(new Undelivered(
                new EndpointName(origin.substring(ORIGIN.length())),
                new Intent(
                        json.path("id").asText(),
                        json.path("type").asText(),
                        json.path("body").asText())));
    }

    @Override
    public void close() {
        letters.close();
    }
}
