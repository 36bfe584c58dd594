package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.ItemState;
import io.m6flow.review.QueueRules;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handing an item to a lead, and agreeing on one, on the reviewers' page. */
class SeveralPersonsTest extends ReviewSteps {
    private WebClient wu;
    private WebClient lead;

    SeveralPersonsTest() {
        super(QueueRules.DEFAULT.withTwoPersons(Set.of(Kind.THEME)));
    }

    @BeforeEach
    void theOthersSignIn() {
        wu = server.browser(RunningServer.WU);
        lead = server.browser(RunningServer.LEAD);
    }

    @Test
    void handsAnItemToALeadWithAWord() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));

        String answer = act(lin, "/review/escalation", item, "note", "<b>价格拿不准</b>");

        assertThat(answer).contains("已转给组长", "都审完了");
        String list = lead.get("/review/list?state=LEAD").body();
        assertThat(list).contains("第一条", "待组长");
        String card = lead.form("/review/open", "state", "LEAD").body();
        assertThat(card)
                .contains("林小满 转给组长", "&lt;b&gt;价格拿不准&lt;/b&gt;", "id=\"approve\"")
                .doesNotContain("id=\"escalate\"");
    }

    @Test
    void showsLeadsOnlyWhatIsForThem() {
        server.admit(Drafts.reason("M-1", "P-1", "给审核员的"));
        ItemRef item = server.admit(Drafts.reason("M-1", "P-2", "给组长的"));
        act(lin, "/review/escalation", item);

        assertThat(lead.get("/review?state=LEAD").body())
                .contains("给组长的", "待我处理")
                .doesNotContain("给审核员的");
        assertThat(lead.form("/review/open", "state", "LEAD").body()).contains("给组长的");
        assertThat(lead.form("/review/open", "state", "LEAD").body()).contains("都审完了");
        assertThat(lin.get("/review").body()).doesNotContain("待我处理");
    }

    @Test
    void letsReviewersReadWhatIsForLeads() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        act(lin, "/review/escalation", item, "note", "看一下");

        String look = wu.form("/review/open", "wanted", ItemParameter.write(item), "quiet", "1")
                .body();

        assertThat(look)
                .contains("第一条", "等待组长处理", "你可以查看", "转给组长", "<q>看一下</q>")
                .doesNotContain("id=\"approve\"");
        assertThat(wu.get("/review/list").body()).contains("data-listed=\"0\"");
        assertThat(find(item).state()).isEqualTo(ItemState.WAITING);
    }

    @Test
    void saysThatAnItemWhoseHoldHasEndedWasNotHandedOver() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        String card = open(lin, item);
        server.clock.advance(RunningServer.LEASE.plusSeconds(1));

        String answer = lin.form("/review/escalation", decision(card, item, "note", "我的说明"))
                .body();

        assertThat(answer).contains("没有转成", "我的说明");
        assertThat(find(item).isForLead()).isFalse();
    }

    @Test
    void saysBeforeTheClickWhatItWillDo() {
        ItemRef item = theme();
        String first = open(lin, item);
        assertThat(first)
                .contains("提出（两人中第一人）", "提出此文（两人中第一人）", "保存并提出（两人中第一人）")
                .doesNotContain("采用此文并通过", "保存并通过");
        decide(first, item, "outcome", "APPROVED");

        assertThat(open(wu, item)).contains("同意并通过（第二人）").doesNotContain("data-plain=\"提出");
        assertThat(open(wu, server.admit(Drafts.reason("M-1", "P-2", "一人即可"))))
                .contains("data-plain=\"通过\"", "采用此文并通过", "保存并通过")
                .doesNotContain("两人");
    }

    @Test
    void saysOfADoubtfulWordingTooThatItIsOnlyProposed() {
        ItemRef item = theme();

        String card = act(lin, "/review/decision", item, "outcome", "EDITED", "text", WordCheck.FORBIDDEN + "的主题");

        assertThat(card).contains("id=\"doubts\"", "仍然保存并提出（两人中第一人）").doesNotContain("保存并通过");
        assertThat(find(item).proposal()).isNull();
    }

    @Test
    void saysInTheBatchWhatIsApprovedAndWhatProposed() {
        theme();
        assertThat(lin.form("/review/batch").body()).contains(">提出这 1 条（两人中第一人）<", ">须两人同意<");
        server.admit(Drafts.reason("M-1", "P-2", "一人即可"));

        String both = lin.form("/review/batch").body();

        assertThat(both).contains(">通过 1 条，提出 1 条（两人中第一人）<").contains("data-two=\"true\"", "data-two=\"false\"");
    }

    @Test
    void publishesWhatASecondPersonAgreesTo() {
        ItemRef item = theme();

        assertThat(act(lin, "/review/decision", item, "outcome", "EDITED", "text", "改过的主题"))
                .contains("等待另一位审核员同意");
        assertThat(find(item).decision()).isNull();
        assertThat(wu.get("/review/list").body()).contains("林小满 已提出");
        String card = open(wu, item);
        assertThat(card)
                .contains("林小满 提出的文案", "同意并通过", "data-old=\"原来的主题\" data-new=\"改过的主题\"", "data-start=\"改过的主题\"");
        String answer = wu.form("/review/decision", decision(card, item, "outcome", "APPROVED"))
                .body();

        assertThat(answer).contains("data-undo");
        assertThat(decided(item).outcome()).isEqualTo(DecisionOutcome.EDITED);
        assertThat(decided(item).text()).isEqualTo("改过的主题");
        assertThat(open(lin, item)).contains("与 林小满 一致同意", "提出文案", "有修改");
    }

    @Test
    void countsAnEditThatKeepsTheProposalAsAgreement() {
        ItemRef item = theme();
        act(lin, "/review/decision", item, "outcome", "EDITED", "text", "改过的主题");

        act(wu, "/review/decision", item, "outcome", "EDITED", "text", "改过的主题");

        assertThat(decided(item).agreedWith()).isEqualTo("林小满");
    }

    @Test
    void makesAnEditOfAProposalANewProposal() {
        ItemRef item = theme();
        act(lin, "/review/decision", item, "outcome", "EDITED", "text", "改过的主题");

        act(wu, "/review/decision", item, "outcome", "EDITED", "text", "又改了");

        assertThat(find(item).proposal().text()).isEqualTo("又改了");
        assertThat(open(lin, item)).contains("提出的文案", "同意并通过").doesNotContain("须由他人通过");
    }

    @Test
    void letsNobodyAgreeWithThemselves() {
        ItemRef item = theme();
        act(lin, "/review/decision", item, "outcome", "APPROVED");

        String card = open(lin, item);

        assertThat(card).contains("须由他人通过").containsPattern("id=\"approve\"[^>]* disabled");
        assertThat(decide(card, item, "outcome", "APPROVED")).contains("须由他人通过", "id=\"own-proposal\"");
        assertThat(find(item).decision()).isNull();
    }

    private ItemRef theme() {
        return server.admit(Drafts.product("M-1", Kind.THEME, "P-1", "原来的主题").build());
    }

    private static String act(WebClient who, String path, ItemRef item, String... more) {
        return who.form(path, decision(open(who, item), item, more)).body();
    }
}
