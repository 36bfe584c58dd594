package io.m6flow.benchmark.review;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Reviewers side by side, each with a thread of its own: claims what needs a person most, thinks, decides, over and over.
 * Eight of ten approve, one edits, one rejects.
 *
 * @param think how long each thinks on average, exponentially spread; zero for not at all
 */
record Crowd(URI server, int reviewers, Duration think, LongSupplier nanos) {

    /** What they saw: milliseconds of each call that counted, and how many decisions in all of the measured time. */
    record Seen(List<Double> claimMillis, List<Double> decideMillis, double decisionsPerSecond) {}

    private record Own(List<Double> claims, List<Double> decisions) {}

    /**
     * Works for so long.
     *
     * @param warmUp what is seen before counts nothing
     */
    Seen work(Duration warmUp, Duration measured, Runnable decided) {
        ExecutorService threads = Executors.newFixedThreadPool(reviewers);
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newFixedThreadPool(2, work -> {
                    Thread thread = new Thread(work, "reviewers-http");
                    thread.setDaemon(true);
                    return thread;
                }))
                .build();
        long from = nanos.getAsLong() + warmUp.toNanos();
        long until = from + measured.toNanos();
        try {
            List<Future<Own>> working = new ArrayList<>();
            for (int i = 0; i < reviewers; i++) {
                ReviewerClient client = new ReviewerClient(http, server, ReviewSite.token(i));
                SplittableRandom random = new SplittableRandom(i);
                working.add(threads.submit(() -> review(client, random, from, until, decided)));
            }
            List<Own> all = new ArrayList<>();
            for (Future<Own> one : working) {
                all.add(one.get());
            }
            List<Double> decisions =
                    all.stream().flatMap(own -> own.decisions().stream()).toList();
            return new Seen(
                    all.stream().flatMap(own -> own.claims().stream()).toList(),
                    decisions,
                    decisions.size() * 1e9 / measured.toNanos());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reviewer could not go on: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Own review(ReviewerClient client, SplittableRandom random, long from, long until, Runnable decided)
            throws InterruptedException {
        Own own = new Own(new ArrayList<>(), new ArrayList<>());
        pause(random);
        while (nanos.getAsLong() < until) {
            long asked = nanos.getAsLong();
            Optional<ReviewerClient.Held> held = client.claimNext();
            long claimed = nanos.getAsLong();
            if (held.isEmpty()) {
                throw new IllegalStateException("nothing waits any more; give it more items");
            }
            pause(random);
            long said = nanos.getAsLong();
            client.decide(held.get(), verdict(random));
            long done = nanos.getAsLong();
            if (asked >= from && done <= until) {
                own.claims().add((claimed - asked) / 1e6);
                own.decisions().add((done - said) / 1e6);
                decided.run();
            }
        }
        return own;
    }

    private void pause(SplittableRandom random) throws InterruptedException {
        if (!think.isZero()) {
            Thread.sleep((long) (-Math.log(1 - random.nextDouble()) * think.toMillis()));
        }
    }

    private static ObjectNode verdict(SplittableRandom random) {
        ObjectNode verdict = JsonNodeFactory.instance.objectNode();
        switch (random.nextInt(10)) {
            case 0 -> verdict.put("outcome", "EDITED").put("text", "V领高腰，碎花雪纺，夏天穿着轻盈。");
            case 1 -> verdict.put("outcome", "REJECTED").putArray("reasons").add("facts");
            default -> verdict.put("outcome", "APPROVED");
        }
        return verdict;
    }
}
