package io.m6flow.generator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server that answers chat completions as a test tells it; what it was not told it answers with a text. */
final class ChatServer implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    static final String TEXT = "雪纺面料轻盈透气，夏天穿着清爽。";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Behaviour> script = new ConcurrentLinkedQueue<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();
    private volatile Behaviour otherwise = says(TEXT);

    /** How one request is answered. */
    @FunctionalInterface
    interface Behaviour {
        Answer answer(Seen request) throws InterruptedException;
    }

    /** A response; a truncated one ends, and hangs up, in the middle of its body. */
    record Answer(int status, String body, Map<String, String> headers, boolean truncated) {
        static Answer of(int status, String body) {
            return new Answer(status, body, Map.of("Content-Type", "application/json"), false);
        }
    }

    /** One request as it came. */
    record Seen(String path, Optional<String> authorization, JsonNode body) {
        String system() {
            return body.at("/messages/0/content").asText();
        }

        String user() {
            return body.at("/messages/1/content").asText();
        }
    }

    ChatServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
    }

    /** Answers the next requests in this way, one after another. */
    void next(Behaviour... behaviours) {
        script.addAll(List.of(behaviours));
    }

    /** Answers whatever has no answer of its own in this way. */
    void always(Behaviour behaviour) {
        otherwise = behaviour;
    }

    List<Seen> seen() {
        return seen;
    }

    int mostInFlight() {
        return mostInFlight.get();
    }

    static Behaviour says(String text) {
        return says(text, "stop");
    }

    static Behaviour says(String text, String finish) {
        return raw(200, completion(text, finish));
    }

    static Behaviour fails(int status, String code, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error").put("message", message).put("type", "error").put("code", code);
        return raw(status, body.toString());
    }

    static Behaviour raw(int status, String body) {
        return request -> Answer.of(status, body);
    }

    static Behaviour heldBy(CountDownLatch latch, Behaviour then) {
        return request -> {
            latch.await();
            return then.answer(request);
        };
    }

    static Behaviour withHeader(String name, String value, Behaviour then) {
        return request -> {
            Answer answer = then.answer(request);
            return new Answer(answer.status(), answer.body(), Map.of(name, value), false);
        };
    }

    static Behaviour truncated() {
        return request -> new Answer(200, completion(TEXT, "stop"), Map.of(), true);
    }

    static String completion(String text, String finish) {
        ObjectNode body = JSON.createObjectNode().put("id", "c-1").put("model", "tiny-1.1");
        body.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finish)
                .putObject("message")
                .put("role", "assistant")
                .put("content", text);
        body.putObject("usage").put("prompt_tokens", 70).put("completion_tokens", 7);
        return body.toString();
    }

    private void handle(HttpExchange exchange) throws IOException {
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try (exchange) {
            Seen request = new Seen(
                    exchange.getRequestURI().getPath(),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                    JSON.readTree(exchange.getRequestBody()));
            Behaviour told = script.poll();
            seen.add(request);
            Answer answer = (told == null ? otherwise : told).answer(request);
            // Before the answer: once it is out, the next request may come at any time.
            inFlight.decrementAndGet();
            send(exchange, answer);
        } catch (InterruptedException theTestIsOver) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes, 0, answer.truncated() ? bytes.length / 2 : bytes.length);
        exchange.getResponseBody().flush();
        if (answer.truncated()) {
            throw new IOException("hung up on purpose");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
