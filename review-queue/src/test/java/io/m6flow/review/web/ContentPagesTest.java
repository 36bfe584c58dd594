package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Kind;
import io.m6flow.testkit.PublishedContents;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ContentPagesTest {
    private static final String EVIL = "<script>alert('x')</script>\" onmouseover=\"alert(1)";

    @RegisterExtension
    final RunningServer server = new RunningServer();

    @Test
    void showsAMerchantItsOwnCopyByProduct() {
        server.view.publishCopy("M-1", Kind.REASON, "P-1", "雪纺轻盈", Drafts.CREATED);
        server.view.publishCopy("M-1", Kind.THEME, "P-1", "法式碎花季", Drafts.CREATED);
        server.view.publishCopy("M-1", Kind.BADGE, "P-2", "带里布", Drafts.CREATED.plusSeconds(1));
        server.view.publishCopy("M-2", Kind.REASON, "P-3", "别家的", Drafts.CREATED);

        String page = server.browser(RunningServer.MERCHANT).get("/shop").body();

        assertThat(page).contains("2 件商品", "推荐理由", "主题", "已发布", "AI生成", "data-copy=\"雪纺轻盈（AI生成）\"");
        assertThat(page).doesNotContain("别家的");
        assertThat(page.indexOf("P-2")).as("newest first").isLessThan(page.indexOf("P-1"));
    }

    @Test
    void showsWhatIsBesideATextAndPutsNothingIntoItTwice() {
        server.view.publish(PublishedContents.reason("M-1", "P-1")
                .with(content -> content.setText("（AI生成）雪纺轻盈"))
                .build());
        server.view.publish(PublishedContents.badge("M-1", "P-2")
                .with(content -> content.setText("带里布").setAiLabel(null))
                .build());
        server.view.publish(PublishedContents.passage("H-1", "LS-1", 0)
                .with(content ->
                        content.setText("嗯这条裙子").setAiLabel(null).setAigc(null).setOrigin(DraftOrigin.RAW_TRANSCRIPT))
                .build());

        String shop = server.browser(RunningServer.MERCHANT).get("/shop").body();
        String live = server.browser(RunningServer.OPERATOR).get("/live/LS-1").body();

        assertThat(shop).contains("data-copy=\"（AI生成）雪纺轻盈\"", "data-copy=\"带里布\"", "&#34;Label&#34;:&#34;1&#34;");
        assertThat(shop.split("class=\"ai\"", -1))
                .as("one has a label beside it")
                .hasSize(2);
        assertThat(live).contains("<span class=\"ai\">原始语音，非 AI 生成</span>").doesNotContain("Label&#34;");
        Markup.assertHarmless(shop);
    }

    @Test
    void callsAProductByItsNewestTitleAndByItsIdWhereItHasNone() {
        server.view.publishTitled("M-1", "P-1", "旧款连衣裙", "雪纺轻盈", Drafts.CREATED);
        server.view.publishTitled("M-1", "P-1", EVIL, "法式碎花季", Drafts.CREATED.plusSeconds(1));
        server.view.publishCopy("M-1", Kind.BADGE, "P-2", "带里布", Drafts.CREATED);

        String page = server.browser(RunningServer.MERCHANT).get("/shop").body();

        Markup.assertHarmless(page);
        assertThat(page).contains("<h2>&lt;script&gt;", "<span class=\"small\">P-1</span>", "<h2>P-2 </h2>");
        assertThat(page).doesNotContain("旧款连衣裙");
    }

    @Test
    void tellsAMerchantHowManyTextsAreInReviewAndNotWhatTheySay() {
        server.admit(Drafts.reason("M-1", "P-9", "还没有人看过的文案"));
        server.admit(Drafts.reason("M-2", "P-8", "别家的文案"));

        String page = server.browser(RunningServer.MERCHANT).get("/shop").body();

        assertThat(page).contains("法式碎花连衣裙", "1 条正在审核").doesNotContain("还没有人看过的文案", "P-8");
    }

    @Test
    void saysThatNothingIsPublishedYet() {
        assertThat(server.browser(RunningServer.MERCHANT).get("/shop").body()).contains("还没有发布的文案");
    }

    @Test
    void asksWhoReachesAllTenantsForOne() {
        server.view.publishCopy("M-2", Kind.REASON, "P-3", "雪纺轻盈", Drafts.CREATED);
        WebClient house = server.browser(RunningServer.HOUSE);

        assertThat(house.get("/shop").body()).contains("要看哪个商家");
        assertThat(house.get("/shop?tenant=M-2").body()).contains("雪纺轻盈");
    }

    @Test
    void givesAMerchantItsContentAsJson() {
        server.view.publishCopy("M-1", Kind.REASON, "P-1", "雪纺轻盈", Drafts.CREATED);
        server.view.publishCopy("M-2", Kind.REASON, "P-3", "别家的", Drafts.CREATED);

        JsonNode json = WebClient.json(server.program(RunningServer.MERCHANT).get("/api/v1/content"));

        assertThat(json.path("tenant").asText()).isEqualTo("M-1");
        assertThat(json.path("content")).hasSize(1);
        assertThat(json.path("content").path(0).path("aiLabel").asText()).isEqualTo("AI生成");
    }

    @Test
    void showsPassagesInOrderWithHolesAndTheSummaryLast() {
        server.view.publishPassage("H-1", "LS-1", 3, "第四段", Drafts.CREATED);
        server.view.publishPassage("H-1", "LS-1", 0, "第一段", Drafts.CREATED);
        server.view.publishSummary("H-1", "LS-1", "全场摘要", Drafts.CREATED);

        String page = server.browser(RunningServer.OPERATOR).get("/live/LS-1").body();

        assertThat(page).containsSubsequence("第一段", "第 2 段待审", "第 3 段待审", "01:00", "第四段", "本场摘要", "全场摘要");
    }

    @Test
    void fillsAHoleWhenItsPassageComes() {
        server.view.publishPassage("H-1", "LS-1", 1, "第二段", Drafts.CREATED);
        WebClient operator = server.browser(RunningServer.OPERATOR);
        String before = operator.get("/live/LS-1/passages").body();
        String seen = seen(before);
        assertThat(before).contains("第 1 段待审");
        assertThat(operator.get("/live/LS-1/passages?seen=" + seen).statusCode())
                .isEqualTo(204);

        server.view.publishPassage("H-1", "LS-1", 0, "第一段", Drafts.CREATED);

        HttpResponse<String> after = operator.get("/live/LS-1/passages?seen=" + seen);
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(after.body()).contains("第一段").doesNotContain("待审");
    }

    @Test
    void givesTheListOfAShopAnewOnlyIfItHasChanged() {
        server.view.publishCopy("M-1", Kind.REASON, "P-1", "雪纺轻盈", Drafts.CREATED);
        WebClient merchant = server.browser(RunningServer.MERCHANT);
        String list = "/shop/products?seen=" + seen(merchant.get("/shop").body());
        assertThat(merchant.get(list).statusCode()).isEqualTo(204);

        server.admit(Drafts.reason("M-1", "P-1", "还没有人看过的文案"));

        assertThat(merchant.get(list).body()).contains("雪纺轻盈", "1 条正在审核").doesNotContain("<html");
        assertThat(merchant.get("/shop/products?tenant=M-2").statusCode()).isEqualTo(403);
        assertThat(server.browser(RunningServer.HOUSE).get("/shop/products").statusCode())
                .isEqualTo(400);
    }

    /** Pages say where the changes go on that they do not show yet. */
    @Test
    void namesTheEventsThatFollowIt() {
        server.view.publishCopy("M-1", Kind.REASON, "P-1", "雪纺轻盈", Drafts.CREATED);
        server.view.publishPassage("H-1", "LS-1", 0, "第一段", Drafts.CREATED);

        assertThat(server.browser(RunningServer.MERCHANT).get("/shop").body())
                .contains("data-events=\"/api/v1/content/events?tenant=M-1&amp;after=1-1\"");
        assertThat(server.browser(RunningServer.OPERATOR).get("/live/LS-1").body())
                .contains("data-events=\"/api/v1/sessions/LS-1/events?after=1-1\"");
        assertThat(server.browser(RunningServer.ALL_OPERATOR).get("/live/LS-9").body())
                .contains("data-events=\"/api/v1/sessions/LS-9/events?after=0-0\"");
    }

    private static String seen(String page) {
        return page.replaceAll("(?s).*id=\"seen\" value=\"([^\"]*)\".*", "$1");
    }

    @Test
    void showsAnOperatorNothingOfOtherTenants() {
        server.view.publishPassage("H-2", "LS-2", 0, "别家的直播", Drafts.CREATED);

        HttpResponse<String> page = server.browser(RunningServer.OPERATOR).get("/live/LS-2");
        HttpResponse<String> api = server.program(RunningServer.OPERATOR).get("/api/v1/sessions/LS-2");

        assertThat(page.body()).contains("还没有内容").doesNotContain("别家的直播");
        assertThat(api.statusCode()).isEqualTo(404);
        assertThat(server.program(RunningServer.ALL_OPERATOR).get("/live/LS-2").body())
                .contains("别家的直播");
    }

    @Test
    void givesASessionsScriptAndSummaryAsJson() {
        server.view.publishPassage("H-1", "LS-1", 0, "第一段", Drafts.CREATED);
        server.view.publishSummary("H-1", "LS-1", "全场摘要", Drafts.CREATED);

        JsonNode json = WebClient.json(server.program(RunningServer.OPERATOR).get("/api/v1/sessions/LS-1"));

        assertThat(json.path("passages").path(0).path("text").asText()).isEqualTo("第一段");
        assertThat(json.path("summaries").path(0).path("text").asText()).isEqualTo("全场摘要");
    }

    @Test
    void leadsFromTheFormToTheSession() {
        HttpResponse<String> answer =
                server.browser(RunningServer.OPERATOR).get("/live?session=" + WebClient.encoded("场次 1/2?#"));

        assertThat(answer.headers().firstValue("Location")).contains("/live/" + WebClient.encoded("场次 1/2?#"));
    }

    @Test
    void showsMarkupFromOutsideAsText() {
        server.view.publishCopy("M-1", Kind.REASON, "P" + EVIL, EVIL, Drafts.CREATED);
        server.view.publishPassage("H-1", "LS" + EVIL, 0, EVIL, Drafts.CREATED);
        server.view.publishSummary("H-1", "LS" + EVIL, EVIL, Drafts.CREATED);
        String path = "/live/" + WebClient.encoded("LS" + EVIL);

        String shop = server.browser(RunningServer.MERCHANT).get("/shop").body();
        String live = server.browser(RunningServer.OPERATOR).get(path).body();
        String fault = server.browser(RunningServer.LIN)
                .without("HX-Request")
                .get("/review?kind=" + WebClient.encoded(EVIL))
                .body();

        for (String page : new String[] {shop, live, fault}) {
            Markup.assertHarmless(page);
            assertThat(page).contains("&lt;script&gt;alert(");
        }
        assertThat(live)
                .contains(
                        "data-from=\"" + path + "/passages\"",
                        "data-events=\"/api/v1/sessions" + path.substring("/live".length()) + "/events?after=");
        assertThat(server.browser(RunningServer.OPERATOR)
                        .get(path + "/passages")
                        .statusCode())
                .isEqualTo(200);
    }
}
