package io.m6flow.e2e.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * A reviewer who goes on whatever happens: repeats a request that got no answer, under the same Idempotency-Key, undoes
 * some decisions, walks away from some items, and notes what was acknowledged. Confined to one thread.
 */
final class StubbornReviewer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LEASE_SLACK = Duration.ofSeconds(2);
    private static final int PAUSE_MILLIS = 200;

    private final HttpClient http;
    private final URI service;
    private final int number;
    private final Acknowledged acknowledged;
    private final SplittableRandom random;

    private record Answer(int status, JsonNode body) {}

    /** An item in hand. */
    private record Held(String content, String path, long fence, long version, Instant leaseUntil) {
        static Held of(JsonNode claim) {
            String content = claim.at("/item/contentId").asText();
            return new Held(
                    content,
                    "/api/v1/items/" + claim.at("/item/tenant").asText() + "/" + content,
                    claim.path("fence").asLong(),
                    claim.path("itemVersion").asLong(),
                    Instant.parse(claim.path("leaseUntil").asText()));
        }
    }

    StubbornReviewer(HttpClient http, URI service, int number, Acknowledged acknowledged) {
        this.http = http;
        this.service = service;
        this.number = number;
        this.acknowledged = acknowledged;
        this.random = new SplittableRandom(number);
    }

    void work(BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            Answer claim = insist("/api/v1/claims", JSON.createObjectNode(), "", "");
            if (claim.status() == 200) {
                take(Held.of(claim.body()));
            } else {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private void take(Held held) throws InterruptedException {
        int chance = random.nextInt(200);
        if (chance == 0) {
            walkAway(held);
            return;
        }
        decide(held);
        String decision = acknowledged.decisions.get(held.content());
        if (chance < 5 && decision != null) {
            undo(held, decision);
        }
    }

    private void decide(Held held) throws InterruptedException {
        ObjectNode verdict = JSON.createObjectNode().put("fence", held.fence());
        switch (random.nextInt(8)) {
            case 0 -> verdict.put("outcome", "EDITED").put("text", "改好的文案" + number);
            case 1 -> verdict.put("outcome", "REJECTED").putArray("reasons").add("facts");
            default -> verdict.put("outcome", "APPROVED");
        }
        Answer answer = insist(held.path() + "/decision", verdict, Long.toString(held.version()), key());
        JsonNode decision = answer.body().path("decision");
        boolean own = decision.at("/by/name").asText().equals(ReviewUnderTest.name(number));
        if (answer.status() == 200 || (answer.status() == 409 && own)) {
            acknowledged.decisions.put(
                    held.content(), decision.path("decisionId").asText());
        } else if (answer.status() == 409 || answer.status() == 412) {
            acknowledged.lostClaims.incrementAndGet();
        } else {
            acknowledged.breaches.add("a decision was answered " + answer.status() + ": " + answer.body());
        }
    }

    /** What is taken back need not be kept; who asks again learns that nothing is decided any more. */
    private void undo(Held held, String decision) throws InterruptedException {
        acknowledged.decisions.remove(held.content());
        Answer answer = insist(held.path() + "/undo", JSON.createObjectNode().put("decisionId", decision), "", "");
        if (answer.status() == 200) {
            acknowledged.undone.incrementAndGet();
            decide(Held.of(answer.body()));
        }
    }

    /** The item waits again, or somebody else has it, soon after the lease has ended. */
    private void walkAway(Held held) throws InterruptedException {
        Instant due = held.leaseUntil().plus(LEASE_SLACK);
        Thread.sleep(Math.max(0, Duration.between(Instant.now(), due).toMillis()));
        Answer seen = insist(held.path(), null, "", "");
        boolean calm = acknowledged.troubled.get().isBefore(held.leaseUntil().minusSeconds(1));
        if (seen.status() == 200 && calm) {
            acknowledged.leasesSeen.incrementAndGet();
            boolean still = seen.body().path("state").asText().equals("CLAIMED")
                    && seen.body()
                            .path("leaseUntil")
                            .asText()
                            .equals(held.leaseUntil().toString());
            if (still) {
                acknowledged.breaches.add("two seconds after its lease " + held.content() + " is still held");
            }
        }
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** Asks until there is an answer that is no fault of the service. */
    private Answer insist(String path, ObjectNode body, String version, String key) throws InterruptedException {
        while (true) {
            Answer answer = ask(path, body, version, key);
            boolean isAway = answer.status() >= 500 || answer.status() == 0;
            if (isAway) {
                acknowledged.troubled.set(Instant.now());
            } else if (!answer.body().path("type").asText().endsWith("in-progress")) {
                return answer;
            }
            acknowledged.repeated.incrementAndGet();
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private Answer ask(String path, ObjectNode body, String version, String key) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + ReviewUnderTest.token(number))
                .header("Content-Type", "application/json");
        if (!version.isEmpty()) {
            request.header("If-Match", "\"" + version + "\"");
        }
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    answer.statusCode(),
                    answer.body().length == 0 ? MissingNode.getInstance() : JSON.readTree(answer.body()));
        } catch (IOException broken) {
            return new Answer(0, MissingNode.getInstance());
        }
    }
}
