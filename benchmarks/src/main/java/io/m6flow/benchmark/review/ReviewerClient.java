package io.m6flow.benchmark.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What a reviewer's program says to the API. Confined to one thread. */
final class ReviewerClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int NOTHING = 204;

    private final HttpClient http;
    private final URI server;
    private final String token;

    /** An item in hand. */
    record Held(String path, long fence, long version) {}

    ReviewerClient(HttpClient http, URI server, String token) {
        this.http = http;
        this.server = server;
        this.token = token;
    }

    /** The item that needs a person most, or empty if none waits. */
    Optional<Held> claimNext() throws InterruptedException {
        HttpResponse<byte[]> answer = post("/api/v1/claims", "{}", "");
        if (answer.statusCode() == NOTHING) {
            return Optional.empty();
        }
        JsonNode claim = read(answer);
        String path = "/api/v1/items/" + claim.at("/item/tenant").asText() + "/"
                + claim.at("/item/contentId").asText();
        return Optional.of(new Held(
                path, claim.path("fence").asLong(), claim.path("itemVersion").asLong()));
    }

    void decide(Held held, ObjectNode verdict) throws InterruptedException {
        verdict.put("fence", held.fence());
        read(post(held.path() + "/decision", verdict.toString(), Long.toString(held.version())));
    }

    private HttpResponse<byte[]> post(String path, String body, String version) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!version.isEmpty()) {
            request.header("If-Match", "\"" + version + "\"");
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private static JsonNode read(HttpResponse<byte[]> answer) {
        try {
            JsonNode json = JSON.readTree(answer.body());
            if (answer.statusCode() != OK) {
                throw new IllegalStateException(answer.uri().getPath() + " was answered " + answer.statusCode() + ": "
                        + json.path("detail").asText());
            }
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
