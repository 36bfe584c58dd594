package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.ReviewItem;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.redis.RedisServer;
import java.net.BindException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Recalls over HTTP, as programs and the page ask for them. */
class RecallWebTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final String LEAD = "token-of-the-lead";
    private static final String LEAD_OF_ONE = "token-of-the-lead-of-m1";
    private static final String REVIEWER = "token-of-a-reviewer";
    private static final String WISH = "{\"term\":\"全网最低\",\"reason\":\"新增<b>禁用词\"}";

    private RedisBackedServer running;
    private ItemRef bad;
    private ItemRef other;

    @BeforeEach
    void start() throws BindException {
        REDIS.flush();
        running = RedisBackedServer.start(
                REDIS.uri(),
                AccessTokens.of(Map.of(
                        LEAD, new Principal("陈组长", Role.LEAD, Optional.empty()),
                        LEAD_OF_ONE, new Principal("一店组长", Role.LEAD, Optional.of(new TenantId("M-1"))),
                        REVIEWER, new Principal("林小满", Role.REVIEWER, Optional.empty()))),
                RedisBackedServer.settings());
        bad = running.publish(Drafts.reason("M-1", "P-1", "<i>全网最低</i>价的裙子"));
        other = running.publish(Drafts.reason("M-2", "P-2", "全网最低价的鞋"));
        running.publish(Drafts.reason("M-1", "P-3", "轻盈的裙子"));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void findsShowsRetractsAndRemembers() {
        WebClient lead = program(LEAD);
        JsonNode found = ok(lead.post("/api/v1/recalls", WISH));
        assertThat(found.path("state").asText()).isEqualTo("FOUND");
        assertThat(found.path("found").asLong()).isEqualTo(2);
        assertThat(found.path("looked").asLong()).isEqualTo(3);
        String path = "/api/v1/recalls/" + found.path("id").asText();
        JsonNode page = ok(lead.get(path + "/texts?limit=1"));
        assertThat(page.path("texts")).hasSize(1);
        JsonNode rest =
                ok(lead.get(path + "/texts?limit=1&cursor=" + page.path("next").asText()));
        assertThat(rest.path("texts")).hasSize(1);
        assertThat(rest.path("next").isNull()).isTrue();
        assertThat(outcome(bad)).isEqualTo(DecisionOutcome.APPROVED);

        assertThat(ok(lead.post(path + "/retraction", "{\"count\":2}"))
                        .path("state")
                        .asText())
                .isEqualTo("RETRACTING");
        carryOut();

        JsonNode done = ok(lead.get(path));
        assertThat(done.path("state").asText()).isEqualTo("DONE");
        assertThat(done.path("retracted").asLong()).isEqualTo(2);
        assertThat(done.path("orderedBy").asText()).isEqualTo("陈组长");
        assertThat(outcome(bad)).isEqualTo(DecisionOutcome.REVOKED);
        assertThat(outcome(other)).isEqualTo(DecisionOutcome.REVOKED);
        assertThat(ok(lead.get("/api/v1/recalls")).path("recalls")).hasSize(1);
        assertThat(ok(lead.get(path + "/texts"))
                        .path("texts")
                        .path(0)
                        .path("fate")
                        .asText())
                .isEqualTo("RETRACTED");
    }

    @Test
    void aRepeatedSearchGetsTheFirstAnswerUnderItsKey() {
        WebClient lead = program(LEAD);
        String first =
                lead.post("/api/v1/recalls", WISH, "Idempotency-Key", "k1").body();

        assertThat(lead.post("/api/v1/recalls", WISH, "Idempotency-Key", "k1").body())
                .isEqualTo(first);
        assertThat(ok(lead.get("/api/v1/recalls")).path("recalls")).hasSize(1);
        assertThat(lead.post("/api/v1/recalls", "{\"term\":\"别的\",\"reason\":\"r\"}", "Idempotency-Key", "k1")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void onlyLeadsRecallAndALeadOfOneTenantThatTenantsTextsAlone() {
        assertThat(program(REVIEWER).post("/api/v1/recalls", WISH).statusCode()).isEqualTo(403);
        assertThat(program(REVIEWER).get("/api/v1/recalls").statusCode()).isEqualTo(403);
        String everybodys =
                ok(program(LEAD).post("/api/v1/recalls", WISH)).path("id").asText();
        WebClient own = program(LEAD_OF_ONE);

        JsonNode found = ok(own.post("/api/v1/recalls", WISH));
        assertThat(found.path("found").asLong()).isEqualTo(1);
        assertThat(found.path("criteria").path("tenant").asText()).isEqualTo("M-1");
        refuses(403, "not-allowed", own.post("/api/v1/recalls", "{\"tenant\":\"M-2\",\"reason\":\"r\"}"));
        refuses(404, "unknown-recall", own.get("/api/v1/recalls/" + everybodys));
        refuses(404, "unknown-recall", own.get("/api/v1/recalls/" + everybodys + "/texts"));
        refuses(404, "unknown-recall", own.post("/api/v1/recalls/" + everybodys + "/retraction", "{\"count\":2}"));
        assertThat(ok(own.get("/api/v1/recalls")).path("recalls")).hasSize(1);
        ok(own.post("/api/v1/recalls/" + found.path("id").asText() + "/retraction", "{\"count\":1}"));
        carryOut();
        assertThat(outcome(bad)).isEqualTo(DecisionOutcome.REVOKED);
        assertThat(outcome(other)).isEqualTo(DecisionOutcome.APPROVED);
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        WebClient lead = program(LEAD);
        refuses(400, "bad-request", lead.post("/api/v1/recalls", "{\"term\":\"全网最低\"}"));
        refuses(400, "bad-request", lead.post("/api/v1/recalls", "{\"reason\":\"r\"}"));
        refuses(400, "bad-request", lead.post("/api/v1/recalls", "{\"term\":7,\"reason\":\"r\"}"));
        refuses(400, "bad-request", lead.post("/api/v1/recalls", "{\"kinds\":[\"X\"],\"reason\":\"r\"}"));
        refuses(400, "bad-request", lead.post("/api/v1/recalls", "{\"since\":\"gestern\",\"reason\":\"r\"}"));
        refuses(
                400,
                "bad-request",
                lead.post("/api/v1/recalls", "{\"term\":\"x\",\"reason\":\"" + "r".repeat(301) + "\"}"));
        ok(lead.post("/api/v1/recalls", "{\"term\":\"x\",\"reason\":\"" + "r".repeat(300) + "\"}"));
        refuses(409, "no-check", lead.post("/api/v1/recalls", "{\"check\":true,\"reason\":\"r\"}"));
        refuses(404, "unknown-recall", lead.get("/api/v1/recalls/none"));
        String found = "/api/v1/recalls/"
                + ok(lead.post("/api/v1/recalls", WISH)).path("id").asText();
        refuses(409, "other-count", lead.post(found + "/retraction", "{\"count\":3}"));
        refuses(400, "bad-request", lead.post(found + "/retraction", "{}"));
        String nothing = "/api/v1/recalls/"
                + ok(lead.post("/api/v1/recalls", "{\"term\":\"没有\",\"reason\":\"r\"}"))
                        .path("id")
                        .asText();
        refuses(409, "nothing-found", lead.post(nothing + "/retraction", "{\"count\":0}"));
        assertThat(outcome(bad)).isEqualTo(DecisionOutcome.APPROVED);
    }

    @Test
    void namesTheFieldsThatAreDescribed() {
        WebClient lead = program(LEAD);
        JsonNode schemas = ok(lead.get("/api/v1/openapi.json")).at("/components/schemas");
        JsonNode found = ok(lead.post("/api/v1/recalls", WISH));
        JsonNode texts = ok(lead.get("/api/v1/recalls/" + found.path("id").asText() + "/texts"));

        assertThat(found.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        () -> schemas.at("/Recall/properties").fieldNames());
        assertThat(texts.path("texts").path(0).fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(
                        () -> schemas.at("/RecalledText/properties").fieldNames());
    }

    @Test
    void thePageShowsAsksForTheNumberAndTellsWhatCameOfIt() {
        WebClient lead = running.anonymous().signIn(LEAD);
        assertThat(lead.get("/review").body()).contains("href=\"/recall\"");
        String page = lead.get("/recall").body();
        assertThat(page).contains("name=\"term\"").doesNotContain("name=\"check\"");

        HttpResponse<String> preview = lead.form("/recall", "term", "全网最低", "reason", "新增<b>禁用词", "kind", "REASON");

        assertThat(preview.statusCode()).isEqualTo(200);
        String path = preview.headers().firstValue("HX-Push-Url").orElseThrow();
        assertThat(preview.body())
                .contains("data-state=\"FOUND\"", "已发布的 3 条中找到 2 条", "&lt;i&gt;全网最低&lt;/i&gt;价的裙子", "pattern=\"2\"")
                .contains("新增&lt;b&gt;禁用词")
                .doesNotContain("<i>全网", "every 1s");
        assertThat(lead.form(path + "/retraction", "count", "1").statusCode()).isEqualTo(409);
        String running = lead.form(path + "/retraction", "count", "2").body();
        assertThat(running).contains("data-state=\"RETRACTING\"", "every 1s");
        carryOut();
        assertThat(lead.get(path + "/result").body())
                .contains("data-state=\"DONE\"", "已撤回 2 条，共 2 条", "已撤回</span>")
                .doesNotContain("every 1s", "id=\"confirm\"");
        assertThat(lead.get(path).body()).contains("data-state=\"DONE\"", "召回记录", "陈组长");
    }

    @Test
    void thePageIsForLeadsAlone() {
        WebClient reviewer = running.anonymous().signIn(REVIEWER);
        assertThat(reviewer.get("/recall").statusCode()).isEqualTo(403);
        assertThat(reviewer.form("/recall", "term", "全网最低", "reason", "r").statusCode())
                .isEqualTo(403);
        assertThat(reviewer.get("/review").body()).doesNotContain("href=\"/recall\"");
        assertThat(running.anonymous().signIn(LEAD_OF_ONE).get("/recall").body())
                .doesNotContain("id=\"tenant\"");
    }

    @Test
    void thePageShowsLongListsInParts() {
        for (int i = 0; i < RecallView.SHOWN; i++) {
            running.publish(Drafts.product("M-3", Kind.BADGE, "P-" + i, "全网最低").build());
        }
        WebClient lead = running.anonymous().signIn(LEAD);
        HttpResponse<String> first = lead.form("/recall", "term", "全网最低", "reason", "r");
        String path = first.headers().firstValue("HX-Push-Url").orElseThrow();

        assertThat(first.body().split("class=\"line\"", -1)).hasSize(RecallView.SHOWN + 1);
        assertThat(first.body()).contains("id=\"later\"", "?from=50").doesNotContain("id=\"earlier\"");
        String second = lead.get(path + "/result?from=50").body();
        assertThat(second.split("class=\"line\"", -1)).hasSize(3);
        assertThat(second).contains("id=\"earlier\"", "第 51 到 52 条").doesNotContain("id=\"later\"");
    }

    private void carryOut() {
        while (running.recalls.step()) {
            assertThat(running.recalls.latest(1)).isNotEmpty();
        }
    }

    private WebClient program(String token) {
        return running.anonymous().withBearer(token);
    }

    private DecisionOutcome outcome(ItemRef item) {
        ReviewItem found = running.queue.find(item.tenant(), item.content()).orElseThrow();
        return Objects.requireNonNull(found.decision()).outcome();
    }

    private static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return WebClient.json(answer);
    }

    private static void refuses(int status, String code, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(WebClient.json(answer).path("type").asText()).isEqualTo("urn:m6flow:problem:" + code);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    }
}
