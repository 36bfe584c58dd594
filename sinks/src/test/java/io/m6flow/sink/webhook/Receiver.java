package io.m6flow.sink.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/** Somebody else's system on this machine: notes what it is told, and answers 204 or what was planned. Thread-safe. */
final class Receiver implements AutoCloseable {
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final EndpointName name;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<Planned> plan = new LinkedBlockingQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<RandomGenerator> chance = new AtomicReference<>();
    private volatile boolean hangs;
    private volatile double failing;
    private volatile Planned standing = new Planned(204, Map.of());

    /**
     * A message.
     *
     * @param isSigned whether the reference library takes its signature for good
     * @param nanos when it came, of System.nanoTime
     */
    record Message(String id, boolean isSigned, String body, Map<String, List<String>> headers, long nanos) {}

    private record Planned(int status, Map<String, String> headers) {}

    private Receiver(EndpointName name, HttpServer server) {
        this.name = name;
        this.server = server;
    }

    static Receiver start(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Receiver receiver = new Receiver(new EndpointName(name), server);
        server.setExecutor(receiver.threads);
        server.createContext("/", receiver::take);
        server.start();
        return receiver;
    }

    EndpointName name() {
        return name;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** With a path that nobody but the two should know. */
    Endpoint endpoint() {
        return endpoint("http://127.0.0.1:" + port() + "/hooks?key=geheim", true);
    }

    Endpoint endpoint(String url, boolean privateAddresses) {
        return new Endpoint(
                name, URI.create(url), List.of(SigningSecret.parse(SECRET)), Subscription.EVERYTHING, privateAddresses);
    }

    Receiver answering(int status, Map<String, String> headers) {
        plan.add(new Planned(status, headers));
        return this;
    }

    Receiver answering(int... statuses) {
        for (int status : statuses) {
            answering(status, Map.of());
        }
        return this;
    }

    /** Answers always the same. */
    Receiver always(int status, Map<String, String> headers) {
        standing = new Planned(status, headers);
        return this;
    }

    /** Fails that part of all calls: half of them before it has taken the message in, half of them after. */
    Receiver failing(double part, RandomGenerator random) {
        failing = part;
        chance.set(random);
        return this;
    }

    /** Takes connections and answers nothing any more. */
    Receiver hanging() {
        hangs = true;
        return this;
    }

    /** Answers what hangs, and what comes. */
    void goesOn() {
        hangs = false;
        released.countDown();
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Message message = verified(exchange.getRequestHeaders(), body);
        double luck = luck();
        try (exchange) {
            if (luck < failing / 2) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            messages.add(message);
            if (luck < failing) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            if (hangs) {
                released.await();
            }
            Planned answer = plan.isEmpty() ? standing : plan.remove();
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From 0 to 1; 1 where nothing fails. */
    private double luck() {
        RandomGenerator random = chance.get();
        if (random == null) {
            return 1;
        }
        synchronized (random) {
            return random.nextDouble();
        }
    }

    private static Message verified(Headers headers, String body) {
        HttpHeaders signed = HttpHeaders.of(
                Map.of(
                        "webhook-id", headers.get("webhook-id"),
                        "webhook-timestamp", headers.get("webhook-timestamp"),
                        "webhook-signature", headers.get("webhook-signature")),
                (name, value) -> true);
        return new Message(
                headers.getFirst("webhook-id"), isGood(body, signed), body, Map.copyOf(headers), System.nanoTime());
    }

    private static boolean isGood(String body, HttpHeaders headers) {
        try {
            new Webhook(SECRET).verify(body, headers);
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }

    /** The next message, within ten seconds. */
    Message next() throws InterruptedException {
        Message message = messages.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError(name + " was told nothing");
        }
        return message;
    }

    /** What has come since the last look. */
    List<Message> unreadMessages() {
        List<Message> come = new ArrayList<>();
        messages.drainTo(come);
        return come;
    }

    int unread() {
        return messages.size();
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
