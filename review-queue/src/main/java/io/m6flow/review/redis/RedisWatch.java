package io.m6flow.review.redis;

import io.m6flow.review.RedisStatus;
import io.m6flow.review.ReviewQueueException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/**
 * Looks after Redis once a second on a thread of its own, so that whoever asks how it does never waits for it. A Redis
 * that has not answered for some seconds counts as silent. Says in the log when it turns, and when what it acknowledges
 * may not be on disk. Thread-safe.
 */
public final class RedisWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisWatch.class);

    private static final long EVERY_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Pattern LOADING = field("loading", "1");
    private static final Pattern REPLICA = field("role", "slave");
    private static final Pattern WRITES_FAIL = field("aof_last_write_status", "err");
    private static final Pattern NO_FILE = field("aof_enabled", "0");

    private final RedisConnection redis;
    private final InstantSource clock;
    private @Nullable ScheduledExecutorService timer;
    private volatile Instant lastLook;
    private volatile RedisStatus status;

    /** A watch that does not look yet. */
    public RedisWatch(RedisConnection redis, InstantSource clock) {
        this.redis = Objects.requireNonNull(redis, "redis");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.lastLook = clock.instant();
        this.status = new RedisStatus(RedisStatus.State.SILENT, lastLook, Optional.of("it was not asked yet"));
    }

    private static Pattern field(String name, String value) {
        return Pattern.compile("^" + name + ":" + value + "\\s*$", Pattern.MULTILINE);
    }

    public synchronized void start() {
        if (timer != null) {
            throw new IllegalStateException("the watch was started before");
        }
        var started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "review-redis-watch");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused = started.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        timer = started;
    }

    /** How Redis did at the last look; never waits. */
    public RedisStatus status() {
        RedisStatus seen = status;
        boolean waits = seen.state() != RedisStatus.State.SILENT
                && Duration.between(lastLook, clock.instant()).compareTo(PATIENCE) > 0;
        return waits
                ? new RedisStatus(RedisStatus.State.SILENT, lastLook, Optional.of("it takes long to answer"))
                : seen;
    }

    /** A task that throws is never run again by its timer, so nothing may leave here. */
    private void look() {
        Instant began = clock.instant();
        try {
            turnTo(ask(), began);
        } catch (RuntimeException e) {
            turnTo(new Seen(RedisStatus.State.SILENT, String.valueOf(e.getMessage())), began);
        }
        lastLook = clock.instant();
    }

    private record Seen(RedisStatus.State state, @Nullable String detail) {}

    private void turnTo(Seen seen, Instant at) {
        boolean turns = seen.state() != status.state();
        if (turns && seen.state() == RedisStatus.State.WELL) {
            LOG.info("Redis does well");
        } else if (turns) {
            LOG.warn("Redis is {}: {}", seen.state(), seen.detail());
        }
        status = new RedisStatus(seen.state(), turns ? at : status.since(), Optional.ofNullable(seen.detail()));
    }

    private Seen ask() {
        String info = redis.ask(client -> info(client, "persistence") + "\n" + info(client, "replication"));
        if (holds(LOADING, info)) {
            return new Seen(RedisStatus.State.LOADING, "it reads its file after a start");
        } else if (holds(REPLICA, info)) {
            return new Seen(RedisStatus.State.READ_ONLY, "it is a replica; redis.uri must name the primary");
        } else if (holds(WRITES_FAIL, info)) {
            return new Seen(RedisStatus.State.WRITES_FAIL, "it could not write its append-only file; see its log");
        } else if (holds(NO_FILE, info)) {
            return notDurable("appendonly is no");
        }
        return durability();
    }

    private Seen durability() {
        Optional<String> appendfsync;
        try {
            appendfsync = redis.ask(RedisWatch::appendfsync);
        } catch (ReviewQueueException e) {
            return notDurable("it does not let us read appendfsync, so that it may not be always");
        }
        return appendfsync.filter("always"::equals).isPresent()
                ? new Seen(RedisStatus.State.WELL, null)
                : notDurable("appendfsync is " + appendfsync.orElse("unknown"));
    }

    private static Seen notDurable(String why) {
        return new Seen(
                RedisStatus.State.NOT_DURABLE,
                why
                        + ": a decision may be lost when Redis or its machine dies; set appendonly yes, appendfsync always");
    }

    private static String info(RedisClient client, String section) {
        return Bytes.text(client.executeCommand(new CommandArguments(Protocol.Command.INFO).add(section)));
    }

    private static Optional<String> appendfsync(RedisClient client) {
        List<?> pair = (List<?>) client.executeCommand(
                new CommandArguments(Protocol.Command.CONFIG).add("GET").add("appendfsync"));
        return pair.size() < 2 ? Optional.empty() : Optional.of(Bytes.text(pair.get(1)));
    }

    private static boolean holds(Pattern field, String info) {
        Matcher matcher = field.matcher(info);
        return matcher.find();
    }

    @Override
    public synchronized void close() {
        if (timer != null) {
            timer.shutdownNow();
        }
    }
}
