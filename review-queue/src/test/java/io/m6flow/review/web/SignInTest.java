package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SignInTest {
    @RegisterExtension
    final RunningServer server = new RunningServer();

    @Test
    void leadsEachRoleToItsPage() {
        assertThat(location(RunningServer.LIN)).isEqualTo("/review");
        assertThat(location(RunningServer.LEAD)).isEqualTo("/review");
        assertThat(location(RunningServer.MERCHANT)).isEqualTo("/shop");
        assertThat(location(RunningServer.OPERATOR)).isEqualTo("/live");
        assertThat(location(RunningServer.ADMIN)).isEqualTo("/review/dashboard");
    }

    @Test
    void givesACookieThatScriptsAndOtherSitesCannotUse() {
        HttpResponse<String> answer = server.anonymous().form("/sign-in", "token", RunningServer.LIN);

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith(Gate.SESSION_COOKIE + "=")
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict")
                .containsIgnoringCase("Path=/")
                .doesNotContain(RunningServer.LIN);
    }

    @Test
    void refusesAWrongToken() {
        HttpResponse<String> answer = server.anonymous().form("/sign-in", "token", "no-such-token-at-all");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("令牌不对");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void slowsDownWhoGuessesAndForgivesAfterAMinute() {
        for (int i = 1; i < RunningServer.WRONG_TRIES; i++) {
            assertThat(status("wrong-token-number-" + i)).isEqualTo(401);
        }
        assertThat(status(RunningServer.LIN)).as("below the limit").isEqualTo(303);
        assertThat(status("the-last-wrong-token")).isEqualTo(401);

        assertThat(status(RunningServer.LIN))
                .as("at the limit, even the right token")
                .isEqualTo(429);
        assertThat(server.program(RunningServer.LIN).get("/api/v1/counts").statusCode())
                .isEqualTo(429);

        server.clock.advance(Duration.ofSeconds(61));
        assertThat(status(RunningServer.LIN)).isEqualTo(303);
    }

    @Test
    void countsWrongBearerTokensToo() {
        for (int i = 0; i < RunningServer.WRONG_TRIES; i++) {
            assertThat(server.program("wrong-token-number-" + i)
                            .get("/api/v1/counts")
                            .statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> answer = server.program("wrong-token-once-more").get("/api/v1/counts");

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
    }

    @Test
    void endsASessionThatNobodyUses() {
        WebClient browser = server.browser(RunningServer.LIN);
        server.clock.advance(Duration.ofHours(11));
        assertThat(browser.get("/review/list").statusCode()).isEqualTo(200);
        server.clock.advance(Duration.ofHours(11));
        assertThat(browser.get("/review/list").statusCode())
                .as("used meanwhile")
                .isEqualTo(200);

        server.clock.advance(Duration.ofHours(12));

        HttpResponse<String> answer = browser.get("/review/list");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("HX-Redirect")).contains("/sign-in");
    }

    @Test
    void signsOut() {
        WebClient browser = server.browser(RunningServer.LIN);

        assertThat(browser.form("/sign-out").statusCode()).isEqualTo(204);

        assertThat(browser.get("/review/list").statusCode()).isEqualTo(401);
    }

    @Test
    void comesBackToThePageThatWasAskedFor() {
        HttpResponse<String> refused = server.anonymous().get("/live/LS%231?lang=en");
        assertThat(refused.statusCode()).isEqualTo(303);
        assertThat(refused.headers().firstValue("Location")).contains("/sign-in?then=%2Flive%2FLS%25231%3Flang%3Den");

        HttpResponse<String> answer =
                server.anonymous().form("/sign-in", "token", RunningServer.OPERATOR, "then", "/live/LS%231?lang=en");
        assertThat(answer.headers().firstValue("Location")).contains("/live/LS%231?lang=en");
    }

    @Test
    void neverLeadsToAnotherSiteOrAnotherRolesPage() {
        for (String then :
                new String[] {"//evil.example/review", "https://evil.example", "/reviewx", "/shop", "\\\\e"}) {
            HttpResponse<String> answer = server.anonymous().form("/sign-in", "token", RunningServer.LIN, "then", then);
            assertThat(answer.headers().firstValue("Location")).as(then).contains("/review");
        }
    }

    @Test
    void refusesAFormFromAnotherSite() {
        HttpResponse<String> answer =
                server.anonymous().with("Origin", "https://evil.example").form("/sign-in", "token", RunningServer.LIN);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private String location(String token) {
        return server.anonymous()
                .form("/sign-in", "token", token)
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    private int status(String token) {
        return server.anonymous().form("/sign-in", "token", token).statusCode();
    }
}
