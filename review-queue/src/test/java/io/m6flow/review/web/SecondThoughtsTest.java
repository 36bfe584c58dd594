package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.ItemState;
import io.m6flow.review.Via;
import io.m6flow.schema.DecisionOutcome;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Undoing and revoking on the reviewers' page. */
class SecondThoughtsTest extends ReviewSteps {
    @Test
    void offersToUndoWhatWasJustDecided() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));

        String answer = decide(item, "outcome", "APPROVED");

        assertThat(answer)
                .contains(
                        "已通过",
                        "data-undo data-millis=\"5000\"",
                        "name=\"undo-decision\" value=\"" + decided(item).decisionId() + "\"");
        assertThat(decided(item).via()).isEqualTo(Via.PAGE);
    }

    @Test
    void offersNoWayBackFromLiveSpeech() {
        ItemRef item = server.admit(
                Drafts.script("H-1", "LS-1", 3, "嗯好先看一号", "好，先看一号。").build());

        assertThat(decide(item, "outcome", "APPROVED")).contains("已通过").doesNotContain("data-undo");
    }

    @Test
    void bringsAnEditBackAsItWasWritten() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "原文"));
        server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        String next = decide(item, "outcome", "EDITED", "text", "我写的");
        ItemRef open = ItemParameter.required(field(next, "item"));

        String card = lin.form(
                        "/review/undo",
                        decision(
                                next,
                                open,
                                "undo-item",
                                ItemParameter.write(item),
                                "undo-decision",
                                decided(item).decisionId(),
                                "unsaved",
                                "写到一半"))
                .body();

        assertThat(card).contains("已撤销", "data-item=\"" + ItemParameter.write(item) + "\"", ">我写的</textarea>", "写到一半");
        assertThat(find(item).state()).isEqualTo(ItemState.CLAIMED);
        assertThat(find(open).state()).as("the card that made room waits").isEqualTo(ItemState.WAITING);
        assertThat(lin.get("/review").body()).contains("<b id=\"mine-count\">0</b>");
    }

    @Test
    void saysWhenItIsTooLate() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        decide(item, "outcome", "APPROVED");
        server.clock.advance(Duration.ofSeconds(6));

        HttpResponse<String> answer = undo(lin, item, decided(item).decisionId());

        assertThat(answer.body()).contains("来不及撤销了");
        assertThat(answer.headers().firstValue("HX-Retarget"))
                .as("what lies open stays")
                .contains("#notice");
        assertThat(find(item).state()).isEqualTo(ItemState.DECIDED);
    }

    @Test
    void undoesNothingThatIsAnothersOrNotDecidedOrUnknown() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        assertThat(undo(lin, item, "none").body()).contains("无需撤销");
        decide(item, "outcome", "APPROVED");

        assertThat(undo(server.browser(RunningServer.WU), item, decided(item).decisionId())
                        .body())
                .contains("来不及撤销了");
        ItemRef other = ItemRef.parse("M-9", Drafts.reason("M-9", "P-9", "x").getContentId());
        assertThat(undo(lin, other, "none").body()).contains("这一条已经不在了");
        assertThat(lin.form("/review/undo").statusCode()).isEqualTo(400);
    }

    @Test
    void offersUndoAndRevocationWhereItIsLookedAt() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        decide(item, "outcome", "APPROVED");

        assertThat(open(lin, item)).contains("data-undo", "id=\"revoke\"", "打开", "进入审核");
        assertThat(open(server.browser(RunningServer.WU), item))
                .contains("只有组长可以撤回")
                .containsPattern("id=\"start-revoke\"[^>]* disabled")
                .doesNotContain("data-undo", "id=\"revoke\"");
        server.clock.advance(Duration.ofSeconds(6));
        assertThat(open(lin, item)).contains("id=\"revoke\"").doesNotContain("data-undo");
    }

    @Test
    void revokesWithAReason() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        decide(item, "outcome", "APPROVED");
        String id = decided(item).decisionId();

        assertThat(revoke(lin, item, id, "").statusCode()).isEqualTo(400);
        String answer = revoke(lin, item, id, "facts").body();

        assertThat(answer).contains("文案不再发布", "已撤回", "与事实不符");
        assertThat(decided(item).outcome()).isEqualTo(DecisionOutcome.REVOKED);
        assertThat(decided(item).reasons()).isEqualTo(List.of("facts"));
        assertThat(decided(item).via()).isEqualTo(Via.PAGE);
    }

    @Test
    void saysWhyItCannotRevoke() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        assertThat(revoke(lin, item, "none", "facts").body()).contains("没有处于发布状态");
        decide(item, "outcome", "APPROVED");
        String id = decided(item).decisionId();

        assertThat(revoke(lin, item, "another", "facts").body()).contains("已有新的决定");
        assertThat(revoke(server.browser(RunningServer.WU), item, id, "facts").body())
                .contains("只有组长可以撤回");
        assertThat(revoke(server.browser(RunningServer.LEAD), item, id, "facts").body())
                .contains("文案不再发布");
        ItemRef other = ItemRef.parse("M-9", Drafts.reason("M-9", "P-9", "x").getContentId());
        assertThat(revoke(lin, other, id, "facts").body()).contains("这一条已经不在了");
    }

    private String decide(ItemRef item, String... verdict) {
        return decide(open(lin, item), item, verdict);
    }

    private static HttpResponse<String> undo(WebClient who, ItemRef item, String decisionId) {
        return who.form("/review/undo", "undo-item", ItemParameter.write(item), "undo-decision", decisionId);
    }

    private static HttpResponse<String> revoke(WebClient who, ItemRef item, String decisionId, String reason) {
        return who.form(
                "/review/revocation", "item", ItemParameter.write(item), "decision", decisionId, "reason", reason);
    }
}
