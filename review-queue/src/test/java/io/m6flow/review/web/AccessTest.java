package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    @RegisterExtension
    final RunningServer server = new RunningServer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/items",
                "/api/v1/counts",
                "/api/v1/content",
                "/api/v1/sessions/LS-1",
                "/api/v1/items/a/b"
            })
    void showsNothingOfTheApiWithoutASignIn(String path) {
        HttpResponse<String> answer = server.anonymous().get(path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(WebClient.json(answer).path("detail").asText()).contains("Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/review", "/review/list", "/shop", "/live", "/live/LS-1", "/live/LS-1/passages"})
    void sendsPeopleToTheSignInPage(String path) {
        HttpResponse<String> answer = server.anonymous().get(path);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/sign-in?then=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/sign-in", "/health", "/ready", "/assets/base.css", "/assets/htmx.js", "/assets/review.js"})
    void showsToEverybodyOnlyWhatHoldsNoContent(String path) {
        assertThat(server.anonymous().get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "token-of-reviewer-lin, /review, 200",
        "token-of-the-lead-chen, /review, 200",
        "token-of-merchant-m1, /review, 403",
        "token-of-operator-h1, /review, 403",
        "token-of-reviewer-lin, /api/v1/items, 200",
        "token-of-merchant-m1, /api/v1/items, 403",
        "token-of-operator-h1, /api/v1/items, 403",
        "token-of-merchant-m1, /api/v1/counts, 403",
        "token-of-merchant-m1, /shop, 200",
        "token-of-reviewer-lin, /shop, 403",
        "token-of-operator-h1, /shop, 403",
        "token-of-merchant-m1, /api/v1/content, 200",
        "token-of-merchant-m1, /api/v1/content?tenant=M-2, 403",
        "token-of-merchant-m1, /shop?tenant=M-2, 403",
        "token-of-all-merchants, /api/v1/content?tenant=M-2, 200",
        "token-of-all-merchants, /api/v1/content, 400",
        "token-of-reviewer-lin, /api/v1/content, 403",
        "token-of-operator-h1, /live/LS-1, 200",
        "token-of-merchant-m1, /live/LS-1, 403",
        "token-of-reviewer-lin, /live/LS-1, 403",
        "token-of-reviewer-of-m1, /api/v1/items?tenant=M-2, 403",
        "token-of-the-admin-he, /account, 200",
        "token-of-the-admin-he, /review, 403",
        "token-of-the-admin-he, /api/v1/items, 403",
        "token-of-the-admin-he, /shop, 403",
        "token-of-the-admin-he, /live/LS-1, 403",
        "token-of-merchant-m1, /account, 200",
        "token-of-merchant-m1, /terms, 200",
        "token-of-merchant-m1, /terms?tenant=M-2, 403",
        "token-of-merchant-m1, /terms?tenant=*, 403",
        "token-of-all-merchants, /terms?tenant=M-2, 200",
        "token-of-all-merchants, /terms?tenant=*, 403",
        "token-of-the-lead-chen, /terms, 200",
        "token-of-the-lead-chen, /terms?tenant=M-2, 200",
        "token-of-reviewer-lin, /terms, 403",
        "token-of-operator-h1, /terms, 403",
        "token-of-the-admin-he, /terms, 403",
        "token-of-reviewer-lin, /api/v1/terms?tenant=M-1, 403",
        "token-of-merchant-m1, /api/v1/terms, 200",
        "token-of-merchant-m1, /api/v1/terms?tenant=M-2, 403",
        "token-of-merchant-m1, /api/v1/terms?tenant=*, 403",
        "token-of-all-merchants, /api/v1/terms, 400",
        "token-of-all-merchants, /api/v1/terms?tenant=*, 403",
        "token-of-the-lead-chen, /api/v1/terms, 400",
        "token-of-the-lead-chen, /api/v1/terms?tenant=*, 200",
        "token-of-reviewer-lin, /no/such/page, 404",
        "token-of-reviewer-lin, /api/v1/no-such, 404"
    })
    void letsEachRoleInWhereItBelongs(String token, String path, int status) {
        assertThat(server.program(token).get(path).statusCode()).isEqualTo(status);
    }

    @Test
    void givesEachRightToTheRolesThatNeedIt() {
        assertThat(Role.values()).filteredOn(Access.REVIEW::allows).containsExactly(Role.REVIEWER, Role.LEAD);
        assertThat(Role.values()).filteredOn(Access.LEAD::allows).containsExactly(Role.LEAD);
        assertThat(Role.values()).filteredOn(Access.AUDIT::allows).containsExactly(Role.LEAD, Role.ADMIN);
        assertThat(Role.values()).filteredOn(Access.TERMS::allows).containsExactly(Role.LEAD, Role.MERCHANT);
        assertThat(Role.values()).filteredOn(Access.ADMIN::allows).containsExactly(Role.ADMIN);
        assertThat(Role.values()).filteredOn(Access.SESSIONS::allows).containsExactly(Role.MERCHANT, Role.OPERATOR);
    }

    @Test
    void keepsAReviewerOfOneTenantToThatTenant() {
        ItemRef own = server.admit(Drafts.reason("M-1", "P-1", "自家的文案"));
        ItemRef other = server.admit(Drafts.reason("M-2", "P-2", "别家的文案"));
        WebClient program = server.program(RunningServer.SHOP_REVIEWER);

        assertThat(program.get("/api/v1/items").body()).contains("自家的文案").doesNotContain("别家的文案");
        assertThat(program.get(WebClient.path(own)).statusCode()).isEqualTo(200);
        assertThat(program.get(WebClient.path(other)).statusCode()).isEqualTo(404);
        assertThat(program.post(WebClient.path(other) + "/claim", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void refusesAChangeThatLacksTheSessionsToken() {
        WebClient browser = server.browser(RunningServer.LIN).without(Gate.CSRF_HEADER);
        server.admit(Drafts.reason("M-1", "P-1", "文案"));

        assertThat(browser.form("/review/open").statusCode()).isEqualTo(403);
        assertThat(browser.post("/api/v1/claims", "").statusCode()).isEqualTo(403);
        assertThat(browser.with(Gate.CSRF_HEADER, "guessed")
                        .form("/review/open")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.queue.counts().claimed()).isZero();
    }

    @Test
    void refusesAChangeThatAnotherSiteStarted() {
        WebClient browser = server.browser(RunningServer.LIN);

        assertThat(browser.with("Sec-Fetch-Site", "cross-site")
                        .form("/review/open")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.with("Sec-Fetch-Site", "same-origin")
                        .with("Origin", server.address())
                        .form("/review/open")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/review", "/assets/review.js", "/api/v1/items", "/no/such"})
    void sendsTheSecurityHeadersWithEverything(String path) {
        HttpResponse<String> answer = server.program(RunningServer.LIN).get(path);

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void needsNoInlineScriptOrStyle() {
        String page = server.browser(RunningServer.LIN).get("/review").body();

        assertThat(page)
                .doesNotContainPattern("<script(?![^>]*\\bsrc=)")
                .doesNotContain(" style=", "<style", " onclick");
    }
}
