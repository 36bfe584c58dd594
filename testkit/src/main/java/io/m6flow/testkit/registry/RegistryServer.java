package io.m6flow.testkit.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.registry.RegistrySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry with Confluent's REST API, as far as producers and consumers use it: subjects, versions, ids,
 * compatibility and the API's error codes. It begins empty, checks BACKWARD, and can be away for a while. Thread-safe.
 */
public final class RegistryServer implements AutoCloseable {
    private static final AtomicInteger STARTED = new AtomicInteger();
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KeptSchemas kept = new KeptSchemas();
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    /** Not that of another one, so that what a client remembers of one is never taken for this one's. */
    private final String path = "/" + STARTED.incrementAndGet() + "/apis/ccompat/v7";

    private volatile int awayWith;
    private volatile @Nullable String wantedHeader;

    private RegistryServer(HttpServer server) {
        this.server = server;
    }

    /** A registry that runs on a free port of 127.0.0.1. */
    public static RegistryServer start() {
        try {
            InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            RegistryServer registry = new RegistryServer(HttpServer.create(new InetSocketAddress(here, 0), 0));
            registry.server.createContext("/", registry::handle);
            registry.server.start();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its API begins. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** Settings that give up after a short while. */
    public RegistrySettings settings() {
        return RegistrySettings.at(url())
                .withRequestTimeout(Duration.ofSeconds(5))
                .withPatience(Duration.ofMillis(200));
    }

    public TopicFormat format() {
        return TopicFormat.registeredAt(settings());
    }

    /** From now on every request is answered with this status alone, such as 503. */
    public void away(int status) {
        awayWith = status;
    }

    public void back() {
        awayWith = 0;
    }

    /** From now on who does not say this name and password is refused. */
    public void wants(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        wantedHeader = "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** How many requests came, answered or not. */
    public int requests() {
        return requests.get();
    }

    /** Registers a version past the API; an IllegalArgumentException tells what speaks against it. */
    public int register(String subject, String schema) {
        synchronized (kept) {
            try {
                return kept.register(subject, schema);
            } catch (KeptSchemas.Refusal e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }

    /** Keeps what is no schema under an id of its own. */
    public int keep(String text) {
        synchronized (kept) {
            return kept.keep(text);
        }
    }

    /** Sets what versions of a subject must be to one another, such as NONE or FULL_TRANSITIVE. */
    public void level(String subject, String level) {
        synchronized (kept) {
            kept.level(subject, level);
        }
    }

    public List<String> subjects() {
        synchronized (kept) {
            return kept.subjects();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (awayWith > 0) {
                exchange.sendResponseHeaders(awayWith, -1);
            } else if (wantedHeader != null
                    && !wantedHeader.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, error(40101, "Unauthorized"));
            } else {
                synchronized (kept) {
                    answer(exchange, body);
                }
            }
        }
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        String page = exchange.getRequestURI().getRawPath();
        try {
            JsonNode answer = page.startsWith(path + "/")
                    ? answer(exchange.getRequestMethod(), parts(page.substring(path.length() + 1)), body)
                    : null;
            send(exchange, answer == null ? 404 : 200, answer == null ? error(404, "HTTP 404 Not Found") : answer);
        } catch (KeptSchemas.Refusal e) {
            send(exchange, e.status(), error(e.code(), String.valueOf(e.getMessage())));
        }
    }

    /** Null for what is no page of the API. */
    private @Nullable JsonNode answer(String method, List<String> page, String body)
            throws KeptSchemas.Refusal, IOException {
        String shape = method + " " + shape(page);
        return switch (shape) {
            case "GET subjects" -> names(kept.subjects());
            case "GET subjects/versions" -> numbers(kept.versions(page.get(1)).size());
            case "POST subjects/versions" -> {
                int id = kept.register(
                        page.get(1), MAPPER.readTree(body).path("schema").asText());
                yield JsonNodeFactory.instance.objectNode().put("id", id);
            }
            case "GET subjects/versions/version" -> version(page.get(1), page.get(3));
            case "GET schemas/ids" ->
                JsonNodeFactory.instance.objectNode().put("schema", kept.schema(number(page.get(2))));
            default -> null;
        };
    }

    private ObjectNode version(String subject, String name) throws KeptSchemas.Refusal {
        int version = kept.version(subject, name);
        int id = kept.versions(subject).get(version - 1);
        return JsonNodeFactory.instance
                .objectNode()
                .put("subject", subject)
                .put("version", version)
                .put("id", id)
                .put("schema", kept.schema(id));
    }

    private static String shape(List<String> page) {
        boolean ofSubject = page.get(0).equals("subjects");
        return switch (page.size()) {
            case 1 -> page.get(0);
            case 3 -> ofSubject ? page.get(0) + "/" + page.get(2) : page.get(0) + "/" + page.get(1);
            case 4 -> page.get(0) + "/" + page.get(2) + "/version";
            default -> "";
        };
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/"))
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
    }

    private static ArrayNode names(List<String> names) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        names.forEach(array::add);
        return array;
    }

    private static ArrayNode numbers(int count) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int number = 1; number <= count; number++) {
            array.add(number);
        }
        return array;
    }

    private static ObjectNode error(int code, String message) {
        return JsonNodeFactory.instance.objectNode().put("error_code", code).put("message", message);
    }

    private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
        byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", JSON);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
