package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.json.JsonRecords;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;

/** One who listens to server-sent events over a real connection. */
final class EventStream implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final InputStream body;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile boolean hasEnded;

    /** An event as it came; what it lacks is empty. */
    record Event(String id, String name, String data) {
        JsonNode json() {
            return JsonRecords.read(data);
        }

        String text() {
            return json().path("text").asText();
        }
    }

    private EventStream(InputStream body) {
        this.body = body;
    }

    /** Connects and waits for the first sign of life. */
    static EventStream open(HttpRequest.Builder request) {
        HttpResponse<InputStream> answer = answer(request);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        EventStream stream = new EventStream(answer.body());
        Thread reading = new Thread(stream::read, "reads-events");
        reading.setDaemon(true);
        reading.start();
        patiently().until(() -> !stream.lines.isEmpty());
        return stream;
    }

    /** What the server says to one who wants to listen; the body is still to be read. */
    static HttpResponse<InputStream> answer(HttpRequest.Builder request) {
        try {
            return HTTP.send(
                    request.setHeader("Accept", "text/event-stream")
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", e);
        }
    }

    /** Waits, and looks often: events come fast. */
    static ConditionFactory patiently() {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10));
    }

    /** What has come so far, comments among it. */
    List<String> lines() {
        return lines;
    }

    List<Event> events() {
        return events;
    }

    /** The events, once there are so many. */
    List<Event> events(int count) {
        patiently().untilAsserted(() -> assertThat(events).hasSizeGreaterThanOrEqualTo(count));
        return events;
    }

    void awaitLine(String part) {
        patiently().untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(part)));
    }

    void awaitEnd() {
        patiently().until(() -> hasEnded);
    }

    boolean hasEnded() {
        return hasEnded;
    }

    private void read() {
        String id = "";
        String name = "";
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(id, name, line.substring(6)));
                    id = "";
                }
            }
        } catch (IOException e) {
            lines.add("broken: " + e.getMessage());
        }
        hasEnded = true;
    }

    /** Hangs up. */
    @Override
    public void close() throws IOException {
        body.close();
    }
}
