package io.m6flow.launcher.cluster;

import io.m6flow.local.LocalRedis;
import io.m6flow.local.RedisOptions;
import java.net.URI;
import java.util.function.Consumer;

/** The Redis of the cluster, a process by itself. */
final class RedisPart implements ClusterPart {
    private final LocalRedis redis;
    private final Consumer<String> notice;
    private int starts;
    private boolean closed;

    RedisPart(RedisOptions options, Consumer<String> notice) {
        this.redis = new LocalRedis(options.withStopAtExit(false));
        this.notice = notice;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public synchronized void start() {
        if (closed) {
            return;
        }
        redis.start();
        starts++;
        long pid = redis.pid();
        var unused = ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException("redis ended at its start"))
                .onExit()
                .thenRunAsync(() -> ended(pid));
    }

    private void ended(long pid) {
        synchronized (this) {
            if (closed || pid != redis.pid()) {
                return;
            }
            redis.close();
            start();
        }
        notice.accept("redis ended and was started again");
    }

    URI uri() {
        return redis.uri();
    }

    @Override
    public synchronized long pid() {
        return redis.pid();
    }

    @Override
    public synchronized int starts() {
        return starts;
    }

    @Override
    public synchronized void close() {
        closed = true;
        redis.close();
    }
}
