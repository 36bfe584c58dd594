package io.m6flow.review.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.QueueRules;
import io.m6flow.review.redis.RedisAnswers;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisLists;
import io.m6flow.review.redis.RedisPublishedView;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.review.redis.RedisSessions;
import io.m6flow.review.web.AccessTokens;
import io.m6flow.review.web.AnswerLimits;
import io.m6flow.review.web.IdentityProvider;
import io.m6flow.review.web.RequestRate;
import io.m6flow.review.web.ReviewServer;
import io.m6flow.review.web.Role;
import io.m6flow.review.web.WebParts;
import io.m6flow.review.web.WebSettings;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way: our page, the provider's login form, and back. */
class OidcSignInTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @TempDir
    static Path directory;

    private static RealProvider provider;
    private static RedisConnection redis;
    private static ReviewServer server;
    private static URI address;

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        // Another name than the provider's: browsers keep cookies by name of the host, and not by port.
        address = URI.create("http://127.0.0.1:" + port);
        provider = RealProvider.start(address.resolve("/sign-in/provider/callback"));
        redis = RedisConnection.to(REDIS.uri());
        server = server(port, settings(provider.issuer()));
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
        redis.close();
        provider.close();
    }

    private static OidcSettings settings(URI issuer) throws IOException {
        Map<String, Role> roles = new LinkedHashMap<>();
        roles.put("managers", Role.LEAD);
        roles.put("reviewers", Role.REVIEWER);
        roles.put("merchants", Role.MERCHANT);
        Path secret = Files.writeString(directory.resolve("secret"), RealProvider.SECRET + "\n");
        return new OidcSettings(
                issuer,
                RealProvider.CLIENT,
                secret.toString(),
                new OidcSettings.Claims("preferred_username", "realm_access.roles", "shop"),
                roles);
    }

    private static ReviewServer server(int port, OidcSettings settings) {
        Clock clock = Clock.systemUTC();
        WebParts parts = new WebParts(
                AccessTokens.of(List.of(), clock),
                new RedisLists(redis),
                new RedisSessions(redis),
                new RedisAnswers(redis, AnswerLimits.DEFAULT),
                Optional.of(new OidcProvider(settings, clock)));
        return new ReviewServer(
                new RedisReviewQueue(redis, QueueRules.DEFAULT, () -> {}),
                new RedisPublishedView(redis),
                parts,
                new WebSettings("127.0.0.1", port, 65_536, 100, Duration.ofHours(1), RequestRate.GENEROUS, false, null),
                clock);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void offersTheProviderOnTheSignInPage() {
        assertThat(new Browser()
                        .get(address.resolve("/sign-in?then=/review?kind=HINT"))
                        .body())
                .contains("href=\"/sign-in/provider?then=%2Freview%3Fkind%3DHINT\"");
    }

    @Test
    void goesThereWithStateNonceAndChallenge() {
        URI there = begin(new Browser(), "/sign-in/provider");

        assertThat(there.toString()).startsWith(provider.issuer() + "/oauth2/authorize?");
        assertThat(there.getQuery())
                .contains("response_type=code", "state=", "nonce=", "code_challenge_method=S256", "code_challenge=");
    }

    @Test
    void signsInAReviewerAndComesBackToThePageThatWasAskedFor() {
        Browser browser = new Browser();
        URI callback = browser.logIn(begin(browser, "/sign-in/provider?then=%2Freview%3Fkind%3DHINT"), "lin");
        HttpResponse<String> answer = browser.get(callback);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("0;url=/review?kind=HINT");
        assertThat(String.join("\n", answer.headers().allValues("Set-Cookie")))
                .contains("m6_session=", "HttpOnly", "SameSite=Strict");
        assertThat(browser.get(address.resolve("/review")).statusCode()).isEqualTo(200);
        assertThat(browser.get(address.resolve("/review")).body()).contains("lin");
    }

    @Test
    void takesTheFirstRoleAndTheTenantFromTheClaims() {
        Browser boss = signedIn("boss");
        assertThat(boss.get(address.resolve("/account")).body())
                .contains("boss")
                .contains("组长");

        Browser shopkeeper = signedIn("shopkeeper");
        assertThat(shopkeeper.get(address.resolve("/shop")).statusCode()).isEqualTo(200);
        assertThat(shopkeeper.get(address.resolve("/account")).body()).contains("M-1");
        assertThat(shopkeeper.get(address.resolve("/api/v1/content?tenant=M-2")).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong-audience", "wrong-nonce", "expired"})
    void refusesAnIdTokenThatIsNotGood(String name) {
        Browser browser = new Browser();
        HttpResponse<String> answer = browser.get(browser.logIn(begin(browser, "/sign-in/provider"), name));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("登录没有成功");
        assertThat(browser.get(address.resolve("/review")).statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "homeless-merchant"})
    void tellsWhoHasNoRoleOrNoTenantHere(String name) {
        Browser browser = new Browser();
        HttpResponse<String> answer = browser.get(browser.logIn(begin(browser, "/sign-in/provider"), name));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("没有角色");
        assertThat(browser.get(address.resolve("/account")).statusCode()).isEqualTo(303);
    }

    @Test
    void refusesAnotherState() {
        Browser browser = new Browser();
        URI callback = browser.logIn(begin(browser, "/sign-in/provider"), "lin");
        URI forged = URI.create(callback.toString().replaceAll("state=[^&]*", "state=another"));

        assertThat(browser.get(forged).statusCode()).isEqualTo(401);
        assertThat(browser.get(callback).statusCode())
                .as("the attempt is used up")
                .isEqualTo(401);
    }

    @Test
    void refusesACallbackThatAnotherBrowserBegan() {
        Browser victim = new Browser();
        Browser attacker = new Browser();
        URI callback = attacker.logIn(begin(attacker, "/sign-in/provider"), "lin");

        assertThat(victim.get(callback).statusCode())
                .as("no attempt of its own")
                .isEqualTo(401);
        begin(victim, "/sign-in/provider");
        assertThat(victim.get(callback).statusCode()).as("another attempt").isEqualTo(401);
    }

    @Test
    void refusesACodeThatWasUsed() {
        Browser browser = new Browser();
        URI callback = browser.logIn(begin(browser, "/sign-in/provider"), "lin");
        assertThat(browser.get(callback).statusCode()).isEqualTo(200);

        assertThat(browser.get(callback).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAUsedCodeEvenFromTheBrowserThatStillHoldsItsAttempt() {
        Browser browser = new Browser();
        OidcProvider own = new OidcProvider(uncheckedSettings(), Clock.systemUTC());
        URI back = address.resolve("/sign-in/provider/callback");
        var attempt = own.begin(back);
        URI callback = browser.logIn(attempt.address(), "lin");

        assertThat(own.finish(back, callback, attempt.state(), attempt.nonce(), attempt.verifier()))
                .isInstanceOf(IdentityProvider.Outcome.SignedIn.class);
        assertThat(own.finish(back, callback, attempt.state(), attempt.nonce(), attempt.verifier()))
                .isInstanceOf(IdentityProvider.Outcome.Refused.class);
    }

    @Test
    void refusesAnotherVerifier() {
        Browser browser = new Browser();
        OidcProvider own = new OidcProvider(uncheckedSettings(), Clock.systemUTC());
        URI back = address.resolve("/sign-in/provider/callback");
        var attempt = own.begin(back);
        URI callback = browser.logIn(attempt.address(), "lin");

        assertThat(own.finish(back, callback, attempt.state(), attempt.nonce(), "v".repeat(43)))
                .isInstanceOf(IdentityProvider.Outcome.Refused.class);
    }

    @Test
    void saysThatAProviderIsAway() throws IOException {
        int port = freePort();
        try (ReviewServer lonely = server(port, settings(URI.create("http://localhost:" + freePort())))) {
            lonely.start();
            HttpResponse<String> answer =
                    new Browser().get(URI.create("http://127.0.0.1:" + port + "/sign-in/provider"));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("机构登录没有响应");
        }
    }

    @Test
    void signsOutHere() {
        Browser browser = signedIn("lin");
        String csrf = browser.get(address.resolve("/account"))
                .body()
                .replaceAll("(?s).*X-CSRF-Token&#34;:&#34;([\\w-]*)&#34;.*", "$1");

        assertThat(browser.post(address.resolve("/sign-out"), csrf).statusCode())
                .isEqualTo(204);
        assertThat(browser.get(address.resolve("/account")).statusCode()).isEqualTo(303);
    }

    private static OidcSettings uncheckedSettings() {
        try {
            return settings(provider.issuer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Browser signedIn(String name) {
        Browser browser = new Browser();
        assertThat(browser.get(browser.logIn(begin(browser, "/sign-in/provider"), name))
                        .statusCode())
                .isEqualTo(200);
        return browser;
    }

    private static URI begin(Browser browser, String path) {
        return Browser.next(browser.get(address.resolve(path)));
    }
}
