package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.ItemFilter;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Kind;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemApiTest {
    @RegisterExtension
    final RunningServer server = new RunningServer();

    private WebClient lin;
    private WebClient wu;
    private ItemRef item;

    @BeforeEach
    void admitOne() {
        lin = server.program(RunningServer.LIN);
        wu = server.program(RunningServer.WU);
        item = server.admit(Drafts.reason("M-1", "P-1", "雪纺轻盈，V领显瘦。"));
    }

    @Test
    void listsWhatWaitsByKindTenantAndLimit() {
        server.admit(Drafts.product("M-2", Kind.THEME, "P-2", "法式碎花季").build());
        server.admit(Drafts.script("H-1", "LS-1", 0, "嗯好", "好。").build());

        assertThat(contents(lin.get("/api/v1/items"))).containsExactly("好。", "雪纺轻盈，V领显瘦。", "法式碎花季");
        assertThat(contents(lin.get("/api/v1/items?kind=THEME&kind=script"))).containsExactly("好。", "法式碎花季");
        assertThat(contents(lin.get("/api/v1/items?tenant=M-1"))).containsExactly("雪纺轻盈，V领显瘦。");
        assertThat(contents(lin.get("/api/v1/items?limit=1"))).containsExactly("好。");
    }

    @ParameterizedTest
    @CsvSource({"kind=POEM, POEM", "limit=0, limit", "limit=501, limit", "limit=many, limit", "tenant=a%7Cb, tenant"})
    void saysWhatIsWrongWithAQuestion(String query, String named) {
        HttpResponse<String> answer = lin.get("/api/v1/items?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(WebClient.json(answer).path("detail").asText()).contains(named);
    }

    @Test
    void showsOneWithItsVersionAsETag() {
        HttpResponse<String> answer = lin.get(WebClient.path(item));

        assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
        JsonNode json = WebClient.json(answer);
        assertThat(json.path("state").asText()).isEqualTo("WAITING");
        assertThat(json.path("draft")
                        .path("source")
                        .path("attributes")
                        .path(0)
                        .path("value")
                        .asText())
                .isEqualTo("雪纺");
    }

    @Test
    void claimsTheNextOneOrSaysThatNothingWaits() {
        HttpResponse<String> first = lin.post("/api/v1/claims", "{\"kinds\":[\"REASON\"]}");
        HttpResponse<String> second = wu.post("/api/v1/claims", "");

        JsonNode claim = WebClient.json(first);
        assertThat(claim.path("fence").asLong()).isEqualTo(1);
        assertThat(claim.path("leaseMillis").asLong()).isEqualTo(RunningServer.LEASE.toMillis());
        assertThat(claim.path("item").path("heldBy").asText()).isEqualTo("林小满");
        assertThat(second.statusCode()).isEqualTo(204);
    }

    @Test
    void saysWhoHoldsAnItem() {
        claim(lin);

        HttpResponse<String> answer = wu.post(WebClient.path(item) + "/claim", "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(WebClient.json(answer).path("heldBy").asText()).isEqualTo("林小满");
        assertThat(WebClient.json(answer).path("type").asText()).endsWith("held-by-another");
    }

    @Test
    void renewsALeaseUntilItIsLost() {
        claim(lin);
        server.clock.advance(Duration.ofSeconds(90));
        HttpResponse<String> renewed = lin.post(WebClient.path(item) + "/renewal", "{\"fence\":1}");
        assertThat(WebClient.json(renewed).path("leaseMillis").asLong()).isEqualTo(120_000);

        server.clock.advance(Duration.ofMinutes(3));

        HttpResponse<String> late = lin.post(WebClient.path(item) + "/renewal", "{\"fence\":1}");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(WebClient.json(late).path("type").asText()).endsWith("claim-lost");
    }

    @Test
    void givesAnItemBack() {
        claim(lin);

        assertThat(lin.post(WebClient.path(item) + "/release", "{\"fence\":1}").statusCode())
                .isEqualTo(204);
        assertThat(lin.post(WebClient.path(item) + "/release", "{\"fence\":1}").statusCode())
                .isEqualTo(409);
        assertThat(wu.post("/api/v1/claims", "").statusCode()).isEqualTo(200);
    }

    @Test
    void decidesAClaimedItem() {
        JsonNode claim = claim(lin);

        HttpResponse<String> answer = decide(lin, claim, "{\"outcome\":\"EDITED\",\"text\":\"雪纺轻盈。\",\"fence\":1}");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode decision = WebClient.json(answer).path("decision");
        assertThat(decision.path("outcome").asText()).isEqualTo("EDITED");
        assertThat(decision.path("text").asText()).isEqualTo("雪纺轻盈。");
        assertThat(decision.path("by").path("name").asText()).isEqualTo("林小满");
        assertThat(WebClient.json(lin.get("/api/v1/counts"))
                        .path("decidedByMeToday")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void sendsAnItemBackToBeWrittenAgain() {
        JsonNode claim = claim(lin);
        String body = "{\"outcome\":\"SENT_BACK\",\"reasons\":[\"别写「显瘦」\"],\"without\":[\"轻盈\"],\"fence\":1}";

        HttpResponse<String> answer = decide(lin, claim, body);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode decision = WebClient.json(answer).path("decision");
        assertThat(decision.path("outcome").asText()).isEqualTo("SENT_BACK");
        assertThat(decision.path("text").asText()).isEmpty();
        assertThat(server.queue.feedback()).hasSize(1).first().satisfies(feedback -> {
            assertThat(feedback.getWithout()).containsExactly("轻盈", "显瘦");
            assertThat(feedback.getAttempt()).isZero();
        });
    }

    @Test
    void saysWhatToDoWhereSendingBackLeadsNowhere() {
        item = server.admit(Drafts.script("H-1", "LS-1", 0, "嗯好", "嗯好")
                .setOrigin(DraftOrigin.RAW_TRANSCRIPT)
                .build());

        HttpResponse<String> answer =
                decide(lin, claim(lin), "{\"outcome\":\"SENT_BACK\",\"reasons\":[\"style\"],\"fence\":1}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(WebClient.json(answer).path("type").asText()).endsWith("cannot-send-back");
        assertThat(WebClient.json(answer).path("detail").asText()).contains("approve, edit or reject it");
        assertThat(server.queue.feedback()).isEmpty();
    }

    @Test
    void sendsNothingBackUnderALostClaim() {
        JsonNode claim = claim(lin);
        server.clock.advance(Duration.ofMinutes(3));

        HttpResponse<String> answer =
                decide(lin, claim, "{\"outcome\":\"SENT_BACK\",\"reasons\":[\"style\"],\"fence\":1}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(WebClient.json(answer).path("type").asText()).endsWith("claim-lost");
        assertThat(server.queue.feedback()).isEmpty();
    }

    @Test
    void saysWhoDecidedWhatToWhoComesLate() {
        JsonNode claim = claim(lin);
        decide(lin, claim, "{\"outcome\":\"REJECTED\",\"reasons\":[\"facts\"],\"fence\":1}");

        HttpResponse<String> late = decide(wu, claim, "{\"outcome\":\"APPROVED\",\"fence\":1}");

        assertThat(late.statusCode()).isEqualTo(409);
        JsonNode problem = WebClient.json(late);
        assertThat(problem.path("detail").asText()).contains("林小满", "REJECTED");
        assertThat(problem.path("decision").path("reasons").path(0).asText()).isEqualTo("facts");
    }

    @Test
    void refusesADecisionUponAnOldVersion() {
        JsonNode claim = claim(lin);

        HttpResponse<String> answer = lin.post(
                WebClient.path(item) + "/decision", "{\"outcome\":\"APPROVED\",\"fence\":1}", "If-Match", "\"1\"");

        assertThat(claim.path("itemVersion").asLong()).isEqualTo(2);
        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(server.queue.counts().decidedInAll()).isZero();
    }

    @Test
    void refusesADecisionWithoutAVersion() {
        claim(lin);

        HttpResponse<String> answer =
                lin.post(WebClient.path(item) + "/decision", "{\"outcome\":\"APPROVED\",\"fence\":1}");

        assertThat(answer.statusCode()).isEqualTo(428);
        assertThat(WebClient.json(answer).path("detail").asText()).contains("If-Match");
    }

    @Test
    void refusesADecisionUnderALostClaim() {
        JsonNode claim = claim(lin);
        server.clock.advance(Duration.ofMinutes(3));

        HttpResponse<String> answer = decide(lin, claim, "{\"outcome\":\"APPROVED\",\"fence\":1}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(WebClient.json(answer).path("type").asText()).endsWith("claim-lost");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"outcome\":\"MAYBE\",\"fence\":1};outcome",
                "{\"outcome\":\"EDITED\",\"text\":\" \",\"fence\":1};empty",
                "{\"outcome\":\"REJECTED\",\"fence\":1};reason",
                "{\"outcome\":\"SENT_BACK\",\"fence\":1};reason",
                "{\"outcome\":\"SENT_BACK\",\"reasons\":[\"style\"],\"without\":[\" \"],\"fence\":1};strike out",
                "{\"outcome\":\"SENT_BACK\",\"reasons\":[\"style\"],\"without\":\"x\",\"fence\":1};without",
                "{\"outcome\":\"REJECTED\",\"reasons\":[1],\"fence\":1};reasons",
                "{\"outcome\":\"REJECTED\",\"reasons\":\"x\",\"fence\":1};reasons",
                "{\"outcome\":\"APPROVED\"};fence",
                "[1];object",
                "{\"outcome\":;JSON"
            })
    void saysWhatIsWrongWithADecision(String body, String named) {
        HttpResponse<String> answer = decide(lin, claim(lin), body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(WebClient.json(answer).path("detail").asText()).contains(named);
        assertThat(server.queue.counts().decidedInAll()).isZero();
    }

    @Test
    void takesTextsUpToTheLimitAndNoLonger() {
        JsonNode claim = claim(lin);
        String tooLong = "字".repeat(20_001);

        assertThat(decide(lin, claim, edit(tooLong)).statusCode()).isEqualTo(400);
        assertThat(decide(lin, claim, edit(tooLong.substring(1))).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        HttpResponse<String> answer = decide(lin, claim(lin), edit("x".repeat(300_000)));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void answersARepeatedDecisionAsTheFirstTime() {
        JsonNode claim = claim(lin);
        String body = "{\"outcome\":\"APPROVED\",\"fence\":1}";

        HttpResponse<String> first = decide(lin, claim, body, "Idempotency-Key", "k-1");
        HttpResponse<String> repeat = decide(lin, claim, body, "Idempotency-Key", "k-1");
        HttpResponse<String> other = decide(lin, claim, body, "Idempotency-Key", "k-2");
        HttpResponse<String> misused = decide(lin, claim, body.replace("1", "2"), "Idempotency-Key", "k-1");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(repeat.statusCode()).isEqualTo(200);
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(repeat.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(misused.statusCode()).isEqualTo(422);
        assertThat(server.queue.decided(ItemFilter.ALL, 10)).hasSize(1);
    }

    @Test
    void keepsOneCallersKeysFromAnothers() {
        JsonNode claim = claim(lin);
        String body = "{\"outcome\":\"APPROVED\",\"fence\":1}";
        decide(lin, claim, body, "Idempotency-Key", "k-1");

        assertThat(decide(wu, claim, body, "Idempotency-Key", "k-1").statusCode())
                .isEqualTo(409);
    }

    @Test
    void findsItemsOfTenantsWithAwkwardNames() {
        ItemRef awkward = server.admit(Drafts.reason("a/b%2F?#\"<i>", "P-9", "文案"));

        assertThat(lin.get(WebClient.path(awkward)).statusCode()).isEqualTo(200);
        assertThat(WebClient.json(lin.get(WebClient.path(awkward)))
                        .path("tenant")
                        .asText())
                .isEqualTo("a/b%2F?#\"<i>");
    }

    private JsonNode claim(WebClient who) {
        return WebClient.json(who.post(WebClient.path(item) + "/claim", ""));
    }

    private HttpResponse<String> decide(WebClient who, JsonNode claim, String body, String... more) {
        String[] headers = new String[more.length + 2];
        headers[0] = "If-Match";
        headers[1] = "\"" + claim.path("itemVersion").asLong() + "\"";
        System.arraycopy(more, 0, headers, 2, more.length);
        return who.post(WebClient.path(item) + "/decision", body, headers);
    }

    private static String edit(String text) {
        return "{\"outcome\":\"EDITED\",\"fence\":1,\"text\":\"" + text + "\"}";
    }

    private static List<String> contents(HttpResponse<String> answer) {
        return WebClient.json(answer).path("items").findValuesAsText("text");
    }
}
