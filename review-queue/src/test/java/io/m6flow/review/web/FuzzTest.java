package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.oidc.ProviderServer;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever comes over the wire, the server has an answer to it, and none is a fault of its own. */
class FuzzTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final ProviderServer PROVIDER = new ProviderServer();

    private static final int REQUESTS = Integer.getInteger("fuzz.requests", 10_000);
    private static final long SEED = Long.getLong("fuzz.seed", 20260501L);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SHOWN = 300;
    private static final String STREAM = "Content-Type: text/event-stream";

    @Test
    void answersEveryRequestWithoutAFaultOfItsOwn() throws IOException {
        REDIS.flush();
        Map<String, Principal> owners = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            owners.put("token-for-everything-" + role, new Principal(role.word(), role, Optional.empty()));
            owners.put(
                    "token-for-tenant-one-" + role,
                    new Principal(role + " of 1", role, Optional.of(new TenantId("M-1"))));
        }
        try (RedisBackedServer running = RedisBackedServer.start(
                REDIS.uri(), AccessTokens.of(owners), RedisBackedServer.settings(), Optional.of(PROVIDER.client()))) {
            List<ItemRef> items = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                items.add(running.admit(Drafts.reason("M-" + (i % 3), "P-" + i, "文案" + i)));
            }
            List<String> tokens = new ArrayList<>(owners.keySet());
            tokens.add("a-token-of-nobody");
            Map<Integer, Integer> statuses = new TreeMap<>();
            List<String> faults = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                ItemRef item = items.get(i % items.size());
                byte[] request =
                        new RandomRequest(SEED + i, paths(running, item), tokens, ItemParameter.write(item)).bytes();
                int status = status(running.server.port(), request);
                statuses.merge(status, 1, Integer::sum);
                if (status >= 500 || status < 0) {
                    faults.add(status + " to " + shown(request));
                }
            }
            assertThat(faults).as("seed %d, statuses %s", SEED, statuses).isEmpty();
            assertThat(statuses.keySet())
                    .as("the requests reach what they are to try: %s", statuses)
                    .contains(200, 400, 401, 403, 404, 406);
            assertThat(running.anonymous().get("/ready").statusCode()).isEqualTo(200);
        }
    }

    private static List<String> paths(RedisBackedServer running, ItemRef item) {
        return running.server.routes().stream()
                .map(route -> route.path()
                        .replace("{tenant}", item.tenant().value())
                        .replace("{contentId}", item.content().value())
                        .replaceAll("\\{[^}]*}", "LS-1"))
                .toList();
    }

    /** The status, 0 where the server hung up on what is no HTTP at all, or -1 where it never answered. */
    private static int status(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                String answer = read(socket.getInputStream());
                return answer.startsWith("HTTP/1.") && answer.length() >= 12
                        ? Integer.parseInt(answer.substring(9, 12))
                        : 0;
            } catch (SocketTimeoutException e) {
                return -1;
            } catch (SocketException e) {
                return 0;
            }
        }
    }

    /** The whole answer, but of a stream of events only the beginning: that ends when its listener hangs up. */
    private static String read(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[8_192];
        int read = 0;
        while (read >= 0 && answer.indexOf(STREAM) < 0) {
            answer.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            if (answer.indexOf(STREAM) < 0) {
                read = in.read(buffer);
            }
        }
        return answer.toString();
    }

    private static String shown(byte[] request) {
        String text = new String(request, StandardCharsets.UTF_8);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
