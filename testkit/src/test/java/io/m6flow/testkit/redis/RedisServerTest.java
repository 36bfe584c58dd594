package io.m6flow.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisServerTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final RedisServer ANOTHER = new RedisServer();

    @Test
    void isEmptyAfterAFlush() throws IOException {
        assertThat(ask("SET a 1")).isEqualTo("+OK");
        assertThat(ask("EXISTS a")).isEqualTo(":1");
        REDIS.flush();
        assertThat(ask("EXISTS a")).isEqualTo(":0");
    }

    @Test
    void sharesOneServerInTheJvm() {
        assertThat(ANOTHER.uri()).isEqualTo(REDIS.uri());
    }

    private static String ask(String command) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), REDIS.uri().getPort())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }
}
