package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.Term;
import io.m6flow.review.oidc.ProviderServer;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.redis.RedisServer;
import java.net.BindException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tries every route there is, as those who may not use it; a new route is tried without anybody's doing. */
class OutsiderTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final ProviderServer PROVIDER = new ProviderServer();

    /** Whoever is not signed in may see these, for they hold no content. */
    private static final Set<String> OPEN_PAGES = Set.of("/", "/sign-in", "/health", "/ready", "/api/v1/openapi.json");

    private static final String SECRET = "只有自家人能看的文案";
    private static final String EXPIRED = "a-token-that-has-expired";
    private static final TenantId OTHER = new TenantId("M-2");

    private static final Term TERM =
            new Term(new TenantId("M-1"), "最美", "美", SECRET, "陈", Instant.parse("2026-05-01T04:00:00Z"));

    private RedisBackedServer running;
    private ItemRef item;

    @BeforeEach
    void start() throws BindException {
        REDIS.flush();
        running = RedisBackedServer.start(
                REDIS.uri(), AccessTokens.of(tokens(), Clock.systemUTC()), settings(), Optional.of(PROVIDER.client()));
        item = running.admit(Drafts.reason("M-1", "P-1", SECRET));
        running.terms.tryAdd(TERM);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    private static WebSettings settings() {
        return RedisBackedServer.settings();
    }

    private static List<StoredToken> tokens() {
        List<StoredToken> tokens = new ArrayList<>();
        for (Role role : Role.values()) {
            tokens.add(StoredToken.of(
                    insider(role), new Principal(role.word(), role, Optional.empty()), Optional.empty()));
            tokens.add(StoredToken.of(
                    neighbour(role), new Principal(role + " of 2", role, Optional.of(OTHER)), Optional.empty()));
        }
        Principal late = new Principal("late", Role.LEAD, Optional.empty());
        tokens.add(StoredToken.of(EXPIRED, late, Optional.of(Instant.now().minusSeconds(1))));
        return tokens;
    }

    private static String insider(Role role) {
        return "token-for-all-tenants-" + role;
    }

    private static String neighbour(Role role) {
        return "token-for-tenant-two-" + role;
    }

    @Test
    void everyRouteSaysWhoMayUseIt() {
        assertThat(running.server.routes())
                .hasSizeGreaterThan(25)
                .allSatisfy(route -> assertThat(route.access()).as(route.path()).isNotNull());
    }

    @Test
    void theWayToTheIdentityProviderIsAmongThem() {
        assertThat(routes(Access.OPEN))
                .extracting(ReviewServer.Route::path)
                .contains("/sign-in/provider", "/sign-in/provider/callback");
        assertThat(running.anonymous()
                        .get("/sign-in/provider/callback?code=x&state=y")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void onlyRoutesWithoutContentAreOpen() {
        assertThat(routes(Access.OPEN))
                .extracting(ReviewServer.Route::path)
                .allMatch(path -> OPEN_PAGES.contains(path)
                        || path.startsWith("/assets/")
                        || path.equals("/favicon.ico")
                        || path.startsWith("/sign-in/"));
    }

    @Test
    void letsNobodyInWithoutAToken() {
        refusesEverywhere(running.anonymous());
    }

    @Test
    void letsNobodyInWithATokenThatHasExpired() {
        refusesEverywhere(running.anonymous().withBearer(EXPIRED));
    }

    @Test
    void letsNobodyInWithASessionThatIsNone() {
        refusesEverywhere(running.anonymous().with("Cookie", Gate.SESSION_COOKIE + "=" + "A".repeat(43)));
    }

    private void refusesEverywhere(WebClient outsider) {
        assertThat(closed()).isNotEmpty().allSatisfy(route -> {
            HttpResponse<String> answer = ask(outsider.with("Accept", "text/event-stream"), route);
            boolean page = !route.path().startsWith("/api/") && !route.path().equals("/metrics");
            assertThat(answer.statusCode()).as("%s", route).isEqualTo(page ? 303 : 401);
            assertThat(answer.headers().firstValue("Location").orElse("/sign-in"))
                    .startsWith("/sign-in");
            assertThat(answer.body()).as("%s", route).doesNotContain(SECRET);
        });
        assertThat(running.queue.counts().claimed()).isZero();
    }

    @Test
    void letsNoRoleInWhereItHasNoBusiness() {
        for (Role role : Role.values()) {
            WebClient client = running.anonymous().withBearer(insider(role)).with("Accept", "text/event-stream");
            assertThat(closed().stream().filter(route -> !route.access().allows(role)))
                    .as("%s", role)
                    .allSatisfy(route -> {
                        HttpResponse<String> answer = ask(client, route);
                        assertThat(answer.statusCode()).as("%s", route).isEqualTo(403);
                        assertThat(answer.body()).doesNotContain(SECRET);
                    });
        }
    }

    @Test
    void showsNobodyWhatBelongsToAnotherTenant() {
        for (Role role : Role.values()) {
            WebClient client = running.anonymous().withBearer(neighbour(role));
            assertThat(closed().stream().filter(route -> route.access().allows(role)))
                    .as("%s", role)
                    .allSatisfy(route -> {
                        HttpResponse<String> answer = ask(client, route);
                        assertThat(answer.body()).as("%s", route).doesNotContain(SECRET);
                        boolean named = route.path().contains("{tenant}") || route.access() == Access.TERMS;
                        if (route.path().startsWith("/api/") && named) {
                            assertThat(answer.statusCode()).as("%s", route).isIn(401, 403, 404);
                        }
                    });
        }
        assertThat(running.queue
                        .find(item.tenant(), item.content())
                        .orElseThrow()
                        .itemVersion())
                .as("and nobody touched it")
                .isEqualTo(1);
        assertThat(running.terms.of(TERM.tenant())).containsExactly(TERM);
    }

    @Test
    void refusesEveryChangeFromABrowserThatLacksItsSessionsToken() {
        Map<Role, WebClient> browsers = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            browsers.put(role, signedIn(insider(role)));
        }
        assertThat(changing())
                .hasSizeGreaterThan(8)
                .allSatisfy(route -> browsers.forEach((role, browser) -> {
                    HttpResponse<String> answer = ask(browser, route);
                    assertThat(answer.statusCode()).as("%s as %s", route, role).isEqualTo(403);
                }));
        assertThat(running.queue.counts().claimed()).isZero();
    }

    @Test
    void refusesEveryChangeThatAnotherSiteStarted() {
        Map<String, String> headers = Map.of("Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site");
        headers.forEach((header, value) -> {
            WebClient client =
                    running.anonymous().withBearer(insider(Role.LEAD)).with(header, value);
            assertThat(running.server.routes().stream().filter(OutsiderTest::changes))
                    .allSatisfy(route -> assertThat(ask(client, route).statusCode())
                            .as("%s with %s", route, header)
                            .isEqualTo(403));
        });
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        String large = "{\"fence\":1,\"text\":\"" + "长".repeat(settings().maxRequestBytes()) + "\"}";
        for (Role role : Role.values()) {
            WebClient client = running.anonymous().withBearer(insider(role));
            assertThat(running.server.routes().stream().filter(OutsiderTest::changes))
                    .allSatisfy(route -> assertThat(client.send(route.method(), path(route), large)
                                    .statusCode())
                            .as("%s", route)
                            .isEqualTo(413));
        }
    }

    @Test
    void sendsTheSecurityHeadersWithEveryRoute() {
        assertThat(running.server.routes()).allSatisfy(route -> {
            HttpResponse<String> answer = ask(running.anonymous(), route);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as("%s", route)
                    .contains("default-src 'none'");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        });
    }

    private WebClient signedIn(String token) {
        HttpResponse<String> answer = running.anonymous().form("/sign-in", "token", token);
        return running.anonymous().with("Cookie", WebClient.cookie(answer));
    }

    private List<ReviewServer.Route> closed() {
        return running.server.routes().stream()
                .filter(route -> route.access() != Access.OPEN)
                .toList();
    }

    private List<ReviewServer.Route> changing() {
        return closed().stream().filter(OutsiderTest::changes).toList();
    }

    private Stream<ReviewServer.Route> routes(Access access) {
        return running.server.routes().stream().filter(route -> route.access() == access);
    }

    private static boolean changes(ReviewServer.Route route) {
        return !Set.of("GET", "HEAD", "OPTIONS").contains(route.method());
    }

    /** Asks for the other tenant's item wherever a route can name one. */
    private HttpResponse<String> ask(WebClient client, ReviewServer.Route route) {
        String path = path(route);
        if (!changes(route)) {
            return client.get(path + "?tenant=M-1&item=" + parameter());
        } else if (route.path().startsWith("/api/")) {
            String body = "{\"fence\":1,\"outcome\":\"APPROVED\",\"tenant\":\"M-1\",\"term\":\"最美\"}";
            return client.send(
                    route.method(),
                    path + "?tenant=M-1&term=" + WebClient.encoded(TERM.term()),
                    body,
                    "If-Match",
                    "\"1\"");
        }
        return client.form(
                path,
                "tenant",
                "M-1",
                "term",
                "最美",
                "item",
                parameter(),
                "wanted",
                parameter(),
                "fence",
                "1",
                "version",
                "1",
                "outcome",
                "APPROVED");
    }

    private String parameter() {
        return item.content() + "~" + item.tenant();
    }

    private String path(ReviewServer.Route route) {
        return route.path()
                .replace("{tenant}", item.tenant().value())
                .replace("{contentId}", item.content().value())
                .replaceAll("\\{[^}]*}", "LS-1");
    }
}
