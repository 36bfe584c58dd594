package io.m6flow.local;

import java.io.IOException;
import java.nio.file.Path;

/** Starts a Redis on the directory, says its process id and port, and ends when told, without closing it. */
final class RedisProgram {
    private RedisProgram() {}

    @SuppressWarnings("resource") // left open: the test looks at what becomes of the server
    public static void main(String[] arguments) throws IOException {
        LocalRedis redis = new LocalRedis(RedisOptions.in(Path.of(arguments[0])));
        redis.start();
        System.out.println("redis " + redis.pid() + " " + redis.port());
        if (System.in.read() < 0) {
            System.exit(1);
        }
        System.exit(0);
    }
}
