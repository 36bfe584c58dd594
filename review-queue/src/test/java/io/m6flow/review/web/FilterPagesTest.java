package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.ItemFilter;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Verdict;
import io.m6flow.schema.DraftOrigin;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding items among many: by state, tenant, findings, origin, model and words. */
class FilterPagesTest extends ReviewSteps {
    private static final Reviewer CHEN = new Reviewer("陈组长");

    @ParameterizedTest
    @CsvSource({
        "risk=SERIOUS, 全网最低价",
        "risk=ANY, 全网最低价",
        "risk=LIVE, 直播里说的",
        "origin=RAW_TRANSCRIPT, 直播里说的",
        "model=nano, 全网最低价",
        "tenant=M-2, 别家的文案",
        "q=p-77, 别家的文案",
        "q=%E5%88%AB%E5%AE%B6, 别家的文案",
        "q=ls-9, 直播里说的"
    })
    void findsByWhatTheAddressSays(String query, String found) {
        admitThree();

        String page = lin.get("/review?" + query).body();

        assertThat(List.of("全网最低价", "直播里说的", "别家的文案"))
                .filteredOn(page::contains)
                .containsExactly(found);
    }

    @Test
    void goesOnWithTheNextItemThatTheFilterLetsThrough() {
        admitThree();

        assertThat(lin.form("/review/open", "risk", "SERIOUS").body()).contains("全网最低价");
        assertThat(lin.form("/review/open", "risk", "SERIOUS").body()).contains("都审完了");
    }

    @Test
    void keepsTheFilterInTheAddressOfTheCard() {
        ItemRef item = server.admit(Drafts.full("M-1", "P-1"));

        assertThat(lin.form("/review/open", "risk", "ANY", "q", "最低 价")
                        .headers()
                        .firstValue("HX-Replace-Url"))
                .contains("/review?risk=ANY&q=%E6%9C%80%E4%BD%8E+%E4%BB%B7");
        assertThat(lin.form("/review/open", "risk", "ANY").headers().firstValue("HX-Replace-Url"))
                .contains("/review?risk=ANY&item=" + item.content() + "%7EM-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=GONE", "risk=HIGH", "origin=ALIEN", "kind=POEM"})
    void refusesWhatItDoesNotKnow(String query) {
        assertThat(lin.get("/review?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void listsWhatIsHeldWithItsHolder() {
        server.admit(Drafts.reason("M-1", "P-1", "有人在看的"));
        server.browser(RunningServer.WU).form("/review/open");

        assertThat(lin.get("/review/list?state=CLAIMED").body()).contains("有人在看的", "吴&lt;b&gt;峰&lt;/b&gt;");
        assertThat(lin.get("/review/list").body()).doesNotContain("有人在看的");
    }

    @Test
    void looksUpWhoDecidedWhatWhenAndWhy() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "被驳回的文案"));
        decide(new Verdict.Reject(List.of("facts", "写得太满")));

        String list = lin.get("/review/list?state=DECIDED&q=" + WebClient.encoded("写得太满"))
                .body();
        String look = lin.form("/review/open", "wanted", ItemParameter.write(item), "state", "DECIDED")
                .body();

        assertThat(list).contains("被驳回的文案", "驳回 · 陈组长");
        assertThat(look)
                .contains("被驳回的文案", "已驳回", "陈组长", "2026-11-21 16:00:00", "与事实不符", "写得太满", "审下一条")
                .doesNotContain("id=\"approve\"");
    }

    @Test
    void showsTheEditBesideTheMachinesText() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "机器写的"));
        decide(new Verdict.Edit("人改过的"));

        assertThat(open(lin, item)).contains("data-old=\"机器写的\"", "data-new=\"人改过的\"", "修改后通过");
    }

    @Test
    void leadsWhoeverLostAnItemToTheNextOne() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        decide(new Verdict.Approve());
        server.admit(Drafts.reason("M-1", "P-2", "第二条"));

        assertThat(lin.form("/review/open", "wanted", ItemParameter.write(item), "lost", "1")
                        .body())
                .contains("陈组长 已在 16:00 通过了这一条", "第二条", "id=\"approve\"");
    }

    @Test
    void showsNothingOfOtherTenants() {
        admitThree();
        WebClient own = server.browser(RunningServer.SHOP_REVIEWER);

        assertThat(own.get("/review?q=" + WebClient.encoded("别家")).body()).doesNotContain("别家的文案");
        assertThat(own.get("/review?tenant=M-2").statusCode()).isEqualTo(403);
    }

    private void admitThree() {
        server.admit(Drafts.full("M-1", "P-1"));
        server.admit(Drafts.reason("M-2", "P-77", "别家的文案"));
        server.admit(Drafts.script("H-1", "LS-9", 0, "嗯好", "直播里说的")
                .setOrigin(DraftOrigin.RAW_TRANSCRIPT)
                .build());
    }

    private void decide(Verdict verdict) {
        server.queue.decide(
                CHEN, server.queue.tryClaimNext(CHEN, ItemFilter.ALL).orElseThrow(), verdict);
    }
}
