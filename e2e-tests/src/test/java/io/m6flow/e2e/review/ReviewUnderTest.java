package io.m6flow.e2e.review;

import io.m6flow.e2e.M6FlowProcess;
import io.m6flow.e2e.cluster.Signals;
import io.m6flow.launcher.kafka.TopicSetup;
import io.m6flow.local.KafkaOptions;
import io.m6flow.local.LocalKafka;
import io.m6flow.local.LocalRedis;
import io.m6flow.local.Ports;
import io.m6flow.local.RedisOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The review service as a process of its own beside Redis and a broker; it and Redis can be killed. Not thread-safe. */
final class ReviewUnderTest implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Path directory;
    private final LocalKafka kafka;
    private final LocalRedis redis;
    private final int port;
    private final Duration lease;
    private M6FlowProcess service;

    private ReviewUnderTest(Path directory, LocalKafka kafka, LocalRedis redis, Duration lease, int reviewers)
            throws IOException {
        this.directory = directory;
        this.kafka = kafka;
        this.redis = redis;
        this.lease = lease;
        this.port = Ports.free();
        Files.writeString(directory.resolve("tokens.json"), tokens(reviewers));
        this.service = startService();
    }

    static ReviewUnderTest start(Path directory, Duration lease, int reviewers) throws IOException {
        LocalKafka kafka = new LocalKafka(KafkaOptions.in(directory.resolve("kafka")));
        kafka.start();
        TopicSetup.createMissing(kafka.bootstrapServers());
        LocalRedis redis = new LocalRedis(RedisOptions.in(directory.resolve("redis")));
        redis.start();
        return new ReviewUnderTest(directory, kafka, redis, lease, reviewers);
    }

    private static String tokens(int reviewers) {
        return IntStream.range(0, reviewers)
                .mapToObj(i ->
                        "{\"sha256\":\"" + sha256(token(i)) + "\",\"name\":\"" + name(i) + "\",\"role\":\"reviewer\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    static String token(int reviewer) {
        return "a-token-for-the-reviewer-" + reviewer;
    }

    static String name(int reviewer) {
        return "reviewer " + reviewer;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private M6FlowProcess startService() throws IOException {
        return M6FlowProcess.start(
                directory,
                "review",
                "--set=kafka.bootstrap=" + bootstrap(),
                "--set=redis.uri=" + redis.uri(),
                "--set=review.host=127.0.0.1",
                "--set=review.port=" + port,
                "--set=review.tokens=" + directory.resolve("tokens.json"),
                "--set=review.policy=manual",
                "--set=review.lease=" + lease,
                "--set=review.undo-window=PT1S",
                "--set=review.rate=10000",
                "--set=review.burst=10000");
    }

    void awaitReady() {
        service.awaitSaying("review pages on port", START_LIMIT);
    }

    void killService() throws IOException {
        service.kill();
        service = startService();
        awaitReady();
    }

    void killRedis() {
        Signals.KILL.send(redis.pid());
        redis.close();
        redis.start();
    }

    String bootstrap() {
        return kafka.bootstrapServers();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        service.close();
        redis.close();
        kafka.close();
    }
}
