package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.TenantId;
import io.m6flow.sink.redis.WrittenView;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.BindException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract of sinks, kept towards an operator who listens: whatever comes twice, late or is taken back. */
class LiveFeedTest {
    private static final String TOKEN = "token-of-an-operator";
    private static final Principal OPERATOR = new Principal("直播间", Role.OPERATOR, Optional.of(new TenantId("H-1")));
    private static final int PASSAGES = 5;
    private static final int VERSIONS = 8;

    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private final Map<String, Long> sequences = new TreeMap<>();
    private final Map<String, String> held = new TreeMap<>();
    private RedisBackedServer running;
    private WrittenView view;

    @BeforeEach
    void start() throws BindException {
        REDIS.flush();
        running = RedisBackedServer.start(
                REDIS.uri(), AccessTokens.of(Map.of(TOKEN, OPERATOR)), RedisBackedServer.settings());
        view = new WrittenView(REDIS.uri());
    }

    @AfterEach
    void stop() {
        view.close();
        running.close();
    }

    @Test
    void endsRightInAnyOrderAndWithRepeatsAndNeverGoesBack() throws IOException {
        List<PublishedContent> history = new ArrayList<>();
        for (int version = 1; version <= VERSIONS; version++) {
            for (int passage = 0; passage < PASSAGES; passage++) {
                // Every version of the first passage but the last is taken back, and the last of the second.
                boolean isRetracted = passage == 0 ? version < VERSIONS : passage == 1 && version == VERSIONS;
                history.add(passage(passage, version, isRetracted));
            }
        }
        List<PublishedContent> shuffled = new ArrayList<>(history);
        shuffled.addAll(history.subList(10, 30));
        Collections.shuffle(shuffled, new Random(7));

        try (EventStream stream =
                EventStream.open(running.anonymous().withBearer(TOKEN).request("/api/v1/sessions/S-1/events"))) {
            for (int passage = 0; passage < PASSAGES; passage++) {
                view.publish(passage(passage, 0, false));
            }
            stream.events(PASSAGES);
            shuffled.forEach(content -> view.publish(content));
            view.publish(history.toArray(PublishedContent[]::new));
            EventStream.patiently().untilAsserted(() -> {
                fold(stream.events());
                assertThat(sequences).hasSize(PASSAGES).values().containsOnly((long) VERSIONS);
            });
        }
        Map<String, String> expected = new TreeMap<>();
        history.stream()
                .filter(content -> content.getPublishSequence() == VERSIONS)
                .filter(content -> content.getAction() == PublishAction.PUBLISH)
                .forEach(content -> expected.put(content.getSubject(), content.getText()));
        assertThat(held).isEqualTo(expected).hasSize(PASSAGES - 1);
    }

    /** From the first event on, each time. */
    private void fold(List<EventStream.Event> events) {
        sequences.clear();
        held.clear();
        for (EventStream.Event event : events) {
            JsonNode json = event.json();
            String subject = json.path("subject").asText();
            long sequence = json.path("publishSequence").asLong();
            Long before = sequences.put(subject, sequence);
            assertThat(before == null || before < sequence)
                    .as("%s goes from %s to %s", subject, before, sequence)
                    .isTrue();
            if (event.name().equals("content")) {
                held.put(subject, event.text());
            } else {
                held.remove(subject);
            }
        }
    }

    private static PublishedContent passage(int index, long sequence, boolean isRetracted) {
        PublishedContents content =
                PublishedContents.passage("H-1", "S-1", index).sequence(sequence);
        return (isRetracted ? content.retracted() : content.text("第" + index + "段第" + sequence + "版")).build();
    }
}
