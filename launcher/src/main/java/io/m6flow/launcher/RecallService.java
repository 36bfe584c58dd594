package io.m6flow.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.launcher.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The recalls of a review service, over its API and in a lead's name. What it refuses is a {@link UsageException}. */
final class RecallService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN_VARIABLE = "M6FLOW_TOKEN";
    private static final String RECALLS = "/api/v1/recalls";
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A search looks through all that is published. */
    private static final Duration ANSWER = Duration.ofMinutes(10);

    private final URI address;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    private RecallService(URI address, String token) {
        this.address = address;
        this.token = token;
    }

    /**
     * Finds the service and a token.
     *
     * @param url where the service is, or null: that of the system which runs on the data directory
     * @param tokenFile a file that holds a lead's token, or null: M6FLOW_TOKEN, else the one of a first look
     */
    static RecallService of(
            Settings settings, @Nullable URI url, @Nullable Path tokenFile, Map<String, String> environment) {
        URI address = url == null ? RunningSystem.review(settings) : url;
        String given = environment.getOrDefault(TOKEN_VARIABLE, "");
        String token = tokenFile != null ? read(tokenFile) : !given.isBlank() ? given.strip() : firstLook(settings);
        return new RecallService(address, token);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UsageException(
                    "--token-file: " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static String firstLook(Settings settings) {
        return FirstLook.leadsToken(new DataDirectory(settings.dataDir()).secrets())
                .orElseThrow(() -> new UsageException("no token; put a lead's into " + TOKEN_VARIABLE
                        + " or name a file with --token-file (m6flow review token add --role lead makes one)"));
    }

    /** Finds; changes nothing. */
    JsonNode search(ObjectNode wish) {
        return ask(request(RECALLS)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(body(wish)));
    }

    JsonNode find(String id) {
        return ask(request(RECALLS + "/" + path(id)).GET());
    }

    JsonNode list(int limit) {
        return ask(request(RECALLS + "?limit=" + limit).GET());
    }

    JsonNode texts(String id, Optional<String> cursor, int limit) {
        String query = "?limit=" + limit + cursor.map(from -> "&cursor=" + from).orElse("");
        return ask(request(RECALLS + "/" + path(id) + "/texts" + query).GET());
    }

    /** Has all taken back that was found. */
    JsonNode retract(String id, long count) {
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("count", count);
        return ask(request(RECALLS + "/" + path(id) + "/retraction").POST(body(order)));
    }

    private static String path(String id) {
        if (!id.matches("[A-Za-z0-9]{1,40}")) {
            throw new UsageException("\"" + id + "\" is no recall's id; m6flow recall list shows them");
        }
        return id;
    }

    private static HttpRequest.BodyPublisher body(ObjectNode json) {
        return HttpRequest.BodyPublishers.ofString(json.toString());
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(address.resolve(path))
                    .timeout(ANSWER)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json");
        } catch (IllegalArgumentException e) {
            throw new UsageException("the review service's address or the token is none; see --url and --token-file");
        }
    }

    private JsonNode ask(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            JsonNode json = JSON.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new UsageException(address + " answered " + answer.statusCode() + ": "
                        + json.path("detail").asText("nothing more"));
            }
            return json;
        } catch (IOException e) {
            throw new UsageException("the review service at " + address + " does not answer (" + e
                    + "); see that it runs, or name it with --url");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted; what was ordered goes on, m6flow recall list shows it");
        }
    }
}
