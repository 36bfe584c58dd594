package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.Term;
import io.m6flow.review.TermBook;
import io.m6flow.schema.id.TenantId;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tenants' own terms by the API and on the page. */
class TermsTest {
    private static final String API = "/api/v1/terms";
    private static final TenantId OWN = new TenantId("M-1");
    private static final String EVIL = "<b>\"'&坏</b>";

    @RegisterExtension
    final RunningServer server = new RunningServer();

    private Term stands(String tenant, String words, @Nullable String suggestion) {
        Term term = new Term(new TenantId(tenant), words, suggestion, "夸大", "陈", server.clock.instant());
        assertThat(server.terms.tryAdd(term)).isTrue();
        return term;
    }

    private HttpResponse<String> put(String token, String json) {
        return server.program(token).send("PUT", API, json);
    }

    private HttpResponse<String> delete(String token, String query) {
        return server.program(token).send("DELETE", API + query, "");
    }

    private static String type(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        return WebClient.json(answer).path("type").asText();
    }

    @Test
    void addsATermOfTheMerchantsOwnAndShowsIt() {
        HttpResponse<String> answer =
                put(RunningServer.MERCHANT, "{\"term\":\" 最显瘦 \",\"suggestion\":\"显瘦\",\"reason\":\"夸大\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode list = WebClient.json(server.program(RunningServer.MERCHANT).get(API));
        assertThat(list.path("tenant").asText()).isEqualTo("M-1");
        assertThat(list.path("terms")).containsExactly(WebClient.json(answer));
        assertThat(server.terms.of(OWN))
                .containsExactly(new Term(OWN, "最显瘦", "显瘦", "夸大", "商家一", server.clock.instant()));
    }

    @Test
    void tellsNoAdviceFromLeavingOut() {
        put(RunningServer.MERCHANT, "{\"term\":\"绝美\"}");
        put(RunningServer.MERCHANT, "{\"term\":\"最美\",\"suggestion\":\"\"}");

        JsonNode terms =
                WebClient.json(server.program(RunningServer.MERCHANT).get(API)).path("terms");

        assertThat(terms).anySatisfy(term -> {
            assertThat(term.path("term").asText()).isEqualTo("绝美");
            assertThat(term.path("suggestion").isNull()).isTrue();
        });
        assertThat(terms).anySatisfy(term -> {
            assertThat(term.path("term").asText()).isEqualTo("最美");
            assertThat(term.path("suggestion").textValue()).isEmpty();
        });
    }

    @Test
    void aLeadChangesAnyTenantsTermsAndEverybodys() {
        put(RunningServer.LEAD, "{\"tenant\":\"M-2\",\"term\":\"最美\"}");
        put(RunningServer.LEAD, "{\"tenant\":\"*\",\"term\":\"绝美\"}");

        assertThat(server.terms.of(new TenantId("M-2"))).extracting(Term::term).containsExactly("最美");
        assertThat(server.terms.of(Term.EVERYBODY)).extracting(Term::term).containsExactly("绝美");
        assertThat(delete(RunningServer.LEAD, "?tenant=*&term=" + WebClient.encoded("绝美"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.terms.of(Term.EVERYBODY)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "token-of-merchant-m1, M-2",
        "token-of-merchant-m1, *",
        "token-of-all-merchants, *",
        "token-of-reviewer-lin, M-1",
        "token-of-operator-h1, H-1",
        "token-of-the-admin-he, M-1"
    })
    void refusesWhomTheTermsAreNoneOf(String token, String tenant) {
        Term there = stands(tenant, "最美", null);

        assertThat(put(token, "{\"tenant\":\"" + tenant + "\",\"term\":\"绝美\"}").statusCode())
                .isEqualTo(403);
        assertThat(delete(token, "?tenant=" + tenant + "&term=" + WebClient.encoded("最美"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.terms.of(there.tenant())).containsExactly(there);
    }

    @Test
    void removesATermOnceAndSaysWhatItWas() {
        stands("M-1", "最美", "美");
        String query = "?term=" + WebClient.encoded("最美");

        HttpResponse<String> removed = delete(RunningServer.MERCHANT, query);

        assertThat(WebClient.json(removed).path("suggestion").asText()).isEqualTo("美");
        assertThat(server.terms.of(OWN)).isEmpty();
        HttpResponse<String> again = delete(RunningServer.MERCHANT, query);
        assertThat(again.statusCode()).isEqualTo(404);
        assertThat(type(again)).isEqualTo("urn:m6flow:problem:unknown-term");
    }

    @Test
    void aRepeatedAdditionChangesNothing() {
        put(RunningServer.MERCHANT, "{\"term\":\"最美\"}");
        List<Term> before = server.terms.of(OWN);
        server.clock.advance(Duration.ofSeconds(5));

        assertThat(put(RunningServer.MERCHANT, "{\"term\":\"最美\"}").statusCode())
                .isEqualTo(200);

        assertThat(server.terms.of(OWN)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"term\":\"最\"}",
                "{\"term\":\"最|美\"}",
                "{\"term\":\"最美\",\"reason\":\"一\\n二\"}",
            })
    void namesTheFieldThatBreaksARule(String json) {
        HttpResponse<String> answer = put(RunningServer.MERCHANT, json);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(type(answer)).isEqualTo("urn:m6flow:problem:bad-term");
        assertThat(WebClient.json(answer).path("detail").asText()).containsPattern("^(term|reason) ");
        assertThat(server.terms.of(OWN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"term\":\"最美\",\"suggestion\":5}",
                "{\"term\":\"最美\",\"reason\":{}}",
                "{\"term\":\"最美\",\"tenant\":[]}"
            })
    void refusesWhatIsNoTerm(String json) {
        assertThat(put(RunningServer.MERCHANT, json).statusCode()).isEqualTo(400);
        assertThat(server.terms.of(OWN)).isEmpty();
    }

    @Test
    void refusesOneTermTooMany() {
        for (int i = 0; i < TermBook.MOST; i++) {
            stands("M-1", "不要这个词" + i, null);
        }

        HttpResponse<String> answer = put(RunningServer.MERCHANT, "{\"term\":\"多一个\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(type(answer)).isEqualTo("urn:m6flow:problem:too-many-terms");
    }

    @Test
    void thePageShowsTheMerchantItsOwnTermsWithWaysToChangeThem() {
        stands("M-1", "最显瘦", "显瘦");
        stands("M-1", "绝美", "");
        stands("M-2", "别家的词", null);
        stands("*", "大家的词", null);
        WebClient merchant = server.browser(RunningServer.MERCHANT);

        String page = merchant.get("/terms").body();

        assertThat(page).contains("最显瘦", ">显瘦<", "绝美", ">删去<", "夸大", "陈", "已有 2 个词");
        assertThat(page).doesNotContain("别家的词", "大家的词", "要看哪个商家");
        assertThat(merchant.get("/shop").body()).contains("href=\"/terms?tenant=M-1\"");
    }

    @Test
    void thePageOfALeadBeginsWithEverybodysTerms() {
        stands("M-2", "最显瘦", null);
        stands("*", "大家的词", null);
        WebClient lead = server.browser(RunningServer.LEAD);

        assertThat(lead.get("/terms").body()).contains("大家的词", "所有商家").doesNotContain("最显瘦");
        assertThat(lead.get("/terms?tenant=M-2").body()).contains("最显瘦").doesNotContain("大家的词");
        assertThat(lead.get("/review").body()).contains("href=\"/terms\"");
        assertThat(server.browser(RunningServer.LIN).get("/review").body()).doesNotContain("/terms");
    }

    @Test
    void asksWhoReachesAllMerchantsForOne() {
        WebClient house = server.browser(RunningServer.HOUSE);

        assertThat(house.get("/terms").body()).contains("要看哪个商家").doesNotContain("id=\"add\"");
        assertThat(house.get("/terms?tenant=M-2").body()).contains("id=\"add\"");
    }

    @Test
    void escapesWhatPeopleWrote() {
        server.terms.tryAdd(new Term(OWN, EVIL, EVIL, EVIL, EVIL, server.clock.instant()));
        WebClient merchant = server.browser(RunningServer.MERCHANT);

        String page = merchant.get("/terms").body();

        Markup.assertHarmless(page);
        assertThat(page).doesNotContain(EVIL).contains("&lt;b&gt;");
        String update =
                merchant.form("/terms/removal", "tenant", "M-1", "term", EVIL).body();
        assertThat(update).doesNotContain(EVIL).contains("&lt;b&gt;");
    }

    @Test
    void addsFromThePageAndOffersToPutBackWhatWasRemoved() {
        WebClient merchant = server.browser(RunningServer.MERCHANT);

        String added = merchant.form(
                        "/terms", "tenant", "M-1", "term", "最显瘦", "suggestion", "", "leave-out", "on", "reason", "夸大")
                .body();
        assertThat(added).contains("已添加“最显瘦”", "已有 1 个词").doesNotContain("put-back");
        assertThat(server.terms.of(OWN)).extracting(Term::suggestion).containsExactly("");

        String removed =
                merchant.form("/terms/removal", "tenant", "M-1", "term", "最显瘦").body();
        assertThat(removed).contains("已移除“最显瘦”", "put-back", "name=\"leave-out\"", "value=\"夸大\"");
        assertThat(server.terms.of(OWN)).isEmpty();
    }

    @Test
    void saysOnThePageWhatIsWrong() {
        WebClient merchant = server.browser(RunningServer.MERCHANT);

        HttpResponse<String> bad = merchant.form("/terms", "tenant", "M-1", "term", "最");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.headers().firstValue("HX-Retarget")).contains("#notice");
        assertThat(bad.body()).contains("词要 2 到 32 个字");
        HttpResponse<String> both =
                merchant.form("/terms", "tenant", "M-1", "term", "最美", "suggestion", "美", "leave-out", "on");
        assertThat(both.body()).contains("只能选一个");
        assertThat(merchant.form("/terms/removal", "tenant", "M-1", "term", "没有的词")
                        .body())
                .contains("已经不在了");
        assertThat(merchant.form("/terms", "tenant", "M-2", "term", "最美").statusCode())
                .isEqualTo(403);
        assertThat(server.terms.of(OWN)).isEmpty();
    }

    @Test
    void leadsBackToTheTermsAfterTheSignIn() {
        HttpResponse<String> asked = server.anonymous().get("/terms");
        assertThat(asked.headers().firstValue("Location")).contains("/sign-in?then=%2Fterms");

        assertThat(server.anonymous()
                        .form("/sign-in", "token", RunningServer.MERCHANT, "then", "/terms")
                        .headers()
                        .firstValue("Location"))
                .contains("/terms");
        assertThat(server.anonymous()
                        .form("/sign-in", "token", RunningServer.OPERATOR, "then", "/terms")
                        .headers()
                        .firstValue("Location"))
                .contains("/live");
    }
}
