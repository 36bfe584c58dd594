package io.m6flow.sink.webhook;

import io.m6flow.sink.redis.RedisIntents;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A deliverer in a process of its own, to one endpoint: arguments are the Redis and the endpoint's name and url. */
final class DelivererProgram {
    static final RetrySchedule SCHEDULE = new RetrySchedule(List.of(Duration.ofHours(2), Duration.ofHours(5)), 0.1);
    static final DeliverySettings SETTINGS = new DeliverySettings(
            Duration.ofSeconds(20), 4, Duration.ofHours(1), Duration.ofMillis(20), SCHEDULE, Breaker.DEFAULT);

    private DelivererProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        Endpoint endpoint = new Endpoint(
                new EndpointName(arguments[1]),
                URI.create(arguments[2]),
                List.of(SigningSecret.parse(Receiver.SECRET)),
                Subscription.EVERYTHING,
                true);
        new Deliverer(
                        List.of(endpoint),
                        new RedisIntents(URI.create(arguments[0])),
                        SETTINGS,
                        (name, intent, attempts, cause) -> {})
                .start();
        System.out.println("delivers");
        new CountDownLatch(1).await();
    }
}
