package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a person or a program notices when the service is replaced by another: nothing. */
class RestartTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final String LIN = "token-of-reviewer-lin";
    private static final String TWIN = "second-token-of-reviewer-lin";
    private static final Principal WHO = new Principal("lin", Role.REVIEWER, Optional.empty());

    @TempDir
    private Path directory;

    private final AdjustableClock clock = new AdjustableClock();
    private TokensFile file;
    private WatchedTokens tokens;

    @BeforeEach
    void writeTokens() throws IOException {
        REDIS.flush();
        file = new TokensFile(directory.resolve("tokens.json"));
        file.write(List.of(StoredToken.of(LIN, WHO, Optional.empty()), StoredToken.of(TWIN, WHO, Optional.empty())));
        tokens = new WatchedTokens(file.path(), clock);
    }

    private RedisBackedServer start() throws IOException {
        return RedisBackedServer.start(REDIS.uri(), tokens, RedisBackedServer.settings());
    }

    @Test
    void keepsPeopleSignedIn() throws IOException {
        String cookie;
        String page;
        try (RedisBackedServer before = start()) {
            cookie = WebClient.cookie(before.anonymous().form("/sign-in", "token", LIN));
            page = before.anonymous().with("Cookie", cookie).get("/review").body();
        }
        try (RedisBackedServer after = start()) {
            HttpResponse<String> answer =
                    after.anonymous().with("Cookie", cookie).get("/review");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(csrf(answer.body())).as("pages that are open still work").isEqualTo(csrf(page));
        }
    }

    @Test
    void givesARepeatedDecisionItsFirstAnswer() throws IOException {
        String path;
        String body;
        HttpResponse<String> first;
        try (RedisBackedServer before = start()) {
            path = WebClient.path(before.admit(Drafts.reason("M-1", "P-1", "文案"))) + "/decision";
            WebClient program = before.anonymous().withBearer(LIN);
            long fence = WebClient.json(program.post("/api/v1/claims", ""))
                    .path("fence")
                    .asLong();
            body = "{\"fence\":" + fence + ",\"outcome\":\"APPROVED\"}";
            first = program.post(path, body, "If-Match", "\"2\"", "Idempotency-Key", "k");
            assertThat(first.statusCode()).isEqualTo(200);
        }
        try (RedisBackedServer after = start()) {
            WebClient program = after.anonymous().withBearer(LIN);
            HttpResponse<String> again = program.post(path, body, "If-Match", "\"2\"", "Idempotency-Key", "k");

            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.headers().firstValue("ETag"))
                    .isEqualTo(first.headers().firstValue("ETag"));
            assertThat(program.post(path, body + " ", "If-Match", "\"2\"", "Idempotency-Key", "k")
                            .statusCode())
                    .as("another body")
                    .isEqualTo(422);
            ItemRef other = after.admit(Drafts.reason("M-1", "P-2", "文案"));
            assertThat(program.post(
                                    WebClient.path(other) + "/decision",
                                    body,
                                    "If-Match",
                                    "\"2\"",
                                    "Idempotency-Key",
                                    "k")
                            .statusCode())
                    .as("another item")
                    .isEqualTo(422);
        }
    }

    @Test
    void endsTheSessionsOfATokenThatIsRevoked() throws IOException {
        try (RedisBackedServer running = start()) {
            WebClient browser = running.anonymous()
                    .with("Cookie", WebClient.cookie(running.anonymous().form("/sign-in", "token", LIN)));
            assertThat(browser.get("/account").statusCode()).isEqualTo(200);

            file.revoke("lin");
            clock.advance(Duration.ofSeconds(1));

            assertThat(browser.get("/account").statusCode()).isEqualTo(303);
            assertThat(running.anonymous().withBearer(LIN).get("/api/v1/counts").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void signsOutEverywhere() throws IOException {
        try (RedisBackedServer running = start()) {
            String here = WebClient.cookie(running.anonymous().form("/sign-in", "token", LIN));
            String there = WebClient.cookie(running.anonymous().form("/sign-in", "token", TWIN));
            WebClient browser = running.anonymous().with("Cookie", here);
            browser.with("X-CSRF-Token", csrf(browser.get("/account").body()));

            assertThat(browser.post("/sign-out-everywhere", "").statusCode()).isEqualTo(204);

            assertThat(browser.get("/account").statusCode()).isEqualTo(303);
            assertThat(running.anonymous().with("Cookie", there).get("/account").statusCode())
                    .isEqualTo(303);
        }
    }

    private static String csrf(String page) {
        return page.replaceAll("(?s).*X-CSRF-Token&#34;:&#34;([\\w-]*)&#34;.*", "$1");
    }
}
