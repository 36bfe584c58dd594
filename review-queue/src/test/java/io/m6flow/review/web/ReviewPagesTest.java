package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.ItemState;
import io.m6flow.schema.Alternative;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.Finding;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import io.m6flow.schema.Source;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewPagesTest extends ReviewSteps {
    private static final String EVIL = "\"><script>alert('x')</script><img src=x onerror=alert(1)>";

    @Test
    void showsTheListAndTheNumbers() {
        server.admit(Drafts.full("M-1", "P-1"));

        String page = lin.get("/review").body();

        assertThat(page).contains("法式碎花连衣裙", "推荐理由", "M-1", "有疑点", "<b id=\"waiting-count\">1</b>");
        assertThat(server.queue.counts().claimed())
                .as("looking changes nothing")
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void showsACardOfEachKind(Kind kind) {
        ContentDraft draft = kind == Kind.SCRIPT || kind == Kind.SUMMARY
                ? Drafts.script("H-1", "LS-1", 3, "嗯好先看一号", "好，先看一号。")
                        .setKind(kind)
                        .build()
                : Drafts.product("M-1", kind, "P-1", "法式碎花季").build();
        server.admit(draft);

        HttpResponse<String> answer = lin.form("/review/open");

        assertThat(answer.body())
                .contains(draft.getText(), Words.in(Language.ZH).say("kind." + kind), "id=\"approve\"");
        assertThat(answer.headers().firstValue("HX-Trigger")).contains("m6-queue");
    }

    @Test
    void showsAllThatADraftCarries() {
        server.admit(Drafts.full("M-1", "P-1"));

        String card = open();

        assertThat(card)
                .contains("<mark class=\"finding error\"", "全网最低价", "adlaw.superlative", "改为“实惠的价格”")
                .contains(
                        "class=\"evidence\"",
                        "依据：面料",
                        "data-wording=\"实惠的价格\"",
                        "雪纺面料轻盈透气",
                        "m6-nano",
                        "attributes left out: 图案",
                        "0.913")
                .contains(
                        "<tr class=\"used\" data-support=\"面料\" data-links=\"e0\">",
                        "<tr data-support=\"title\" data-links=\"\">");
    }

    @Test
    void tellsRawSpeechAndItsTime() {
        server.admit(Drafts.script("H-1", "LS-1", 0, "嗯好先看一号", "嗯好先看一号")
                .setOrigin(DraftOrigin.RAW_TRANSCRIPT)
                .build());

        assertThat(open()).contains("原始语音", "01:00–01:23", "直播原话");
    }

    @Test
    void showsMarkupFromOutsideAsText() {
        server.admit(evilDraft());

        String page = lin.get("/review").body();
        String card = open();

        Markup.assertHarmless(page);
        Markup.assertHarmless(card);
        assertThat(card).contains("&lt;script&gt;alert(");
        assertThat(card.split("&lt;script&gt;", -1)).as("each place shows it").hasSizeGreaterThan(12);
    }

    @Test
    void showsAReviewersNameAndReasonAsText() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "文案"));
        String card = open();
        server.clock.advance(RunningServer.LEASE.plusSeconds(1));
        WebClient wu = server.browser(RunningServer.WU);
        String own = wu.form("/review/open").body();
        wu.form("/review/decision", decision(own, item, "outcome", "REJECTED", "reason", EVIL));

        String late = decide(card, item, "outcome", "APPROVED");

        Markup.assertHarmless(late);
        assertThat(late).contains("吴&lt;b&gt;峰&lt;/b&gt;", "驳回", "&lt;script&gt;alert(");
        assertThat(wu.get("/review").body()).contains("吴&lt;b&gt;峰&lt;/b&gt;").doesNotContain("吴<b>");
    }

    @Test
    void approvesAndShowsTheNextCardAtOnce() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        String card = open();

        String next = decide(card, first, "outcome", "APPROVED");

        assertThat(decided(first).outcome()).isEqualTo(DecisionOutcome.APPROVED);
        assertThat(next).contains("已通过", "第二条", "hx-swap-oob");
        assertThat(lin.get("/review/list").body()).contains("<b id=\"mine-count\">1</b>");
    }

    @Test
    void savesAnEditWithTheReviewersName() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "原文"));
        String card = open();

        decide(card, item, "outcome", "EDITED", "text", "第一行\r\n第二行");

        assertThat(decided(item).text()).isEqualTo("第一行\n第二行");
        assertThat(decided(item).by().getName()).isEqualTo("林小满");
    }

    @Test
    void countsAnEditThatChangesNothingAsAnApproval() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "原文"));
        String card = open();

        decide(card, item, "outcome", "EDITED", "text", "原文");

        assertThat(decided(item).outcome()).isEqualTo(DecisionOutcome.APPROVED);
    }

    @Test
    void asksForAReasonBeforeItRejects() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "文案"));
        String card = open();

        HttpResponse<String> answer = tryDecide(card, item, "outcome", "REJECTED", "reason", " ");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("HX-Retarget")).contains("#notice");
        assertThat(answer.body()).contains("驳回需要原因");
        assertThat(find(item).state()).isEqualTo(ItemState.CLAIMED);
    }

    @Test
    void rejectsWithReasons() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "文案"));
        String card = open();

        decide(card, item, "outcome", "REJECTED", "reason", "facts", "reason", "太长了", "reason", "");

        assertThat(decided(item).reasons()).containsExactly("facts", "太长了");
    }

    @Test
    void keepsWhatAReviewerWroteWhenAnotherWasFaster() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "原文"));
        String card = open();
        server.clock.advance(RunningServer.LEASE.plusSeconds(1));
        WebClient wu = server.browser(RunningServer.WU);
        wu.form("/review/decision", decision(wu.form("/review/open").body(), item, "outcome", "APPROVED"));

        String late = decide(card, item, "outcome", "EDITED", "text", "我辛苦写的");

        assertThat(late).contains("已在 16:02 通过了这一条", "我辛苦写的", "都审完了");
        assertThat(decided(item).text()).isEqualTo("原文");
    }

    @Test
    void asksAgainWithTheTextKeptWhenOnlyTheLeaseRanOut() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "原文"));
        String card = open();
        server.clock.advance(RunningServer.LEASE.plusSeconds(1));

        String again = decide(card, item, "outcome", "EDITED", "text", "我辛苦写的");
        assertThat(again).contains("占用曾经到期", ">我辛苦写的</textarea>");
        assertThat(find(item).state()).isEqualTo(ItemState.CLAIMED);

        decide(again, item, "outcome", "EDITED", "text", "我辛苦写的");
        assertThat(decided(item).text()).isEqualTo("我辛苦写的");
    }

    @Test
    void leavesASkippedItemToOthers() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        ItemRef second = server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        String card = open();

        String next = lin.form("/review/skip", decision(card, first)).body();
        assertThat(next).contains("第二条", "已跳过");
        assertThat(find(first).state()).isEqualTo(ItemState.WAITING);

        decide(next, second, "outcome", "APPROVED");
        assertThat(find(first).heldBy()).as("it does not come again").isNull();
        lin.form("/review/open", "wanted", ItemParameter.write(first));
        assertThat(find(first).heldBy()).as("it can be opened").isEqualTo("林小满");
    }

    @Test
    void opensTheItemThatWasChosenAndGivesBackTheOther() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        ItemRef second = server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        String card = open();

        HttpResponse<String> answer =
                lin.form("/review/open", decision(card, first, "wanted", ItemParameter.write(second)));

        assertThat(answer.body()).contains("第二条");
        assertThat(answer.headers().firstValue("HX-Replace-Url"))
                .contains("/review?item=" + second.content() + "%7EM-1");
        assertThat(find(first).state()).isEqualTo(ItemState.WAITING);
    }

    @Test
    void goesOnWithTheSameItemAfterAReload() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        String wanted = ItemParameter.write(item);
        String card = open();

        assertThat(lin.get("/review?item=" + WebClient.encoded(wanted)).body()).contains(item.content() + "~M-1");
        String reloaded =
                lin.form("/review/open", "wanted", wanted, "quiet", "1").body();

        assertThat(field(reloaded, "fence")).isEqualTo(field(card, "fence"));
    }

    @Test
    void saysWhoReviewsAnItemThatIsHeld() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        lin.form("/review/open");
        WebClient wu = server.browser(RunningServer.WU);

        assertThat(open(wu, item)).contains("林小满 正在审这一条");
    }

    @Test
    void sendsAListOnlyWhenItHasChanged() {
        server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        String list = lin.get("/review/list?kind=").body();
        String seen = field(list, "seen");

        assertThat(lin.get("/review/list?kind=&seen=" + seen).statusCode()).isEqualTo(204);

        server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        assertThat(lin.get("/review/list?kind=&seen=" + seen).statusCode()).isEqualTo(200);
    }

    @Test
    void showsOneKindOnly() {
        server.admit(Drafts.product("M-1", Kind.THEME, "P-1", "主题文案").build());
        server.admit(Drafts.product("M-1", Kind.BADGE, "P-1", "角标文案").build());

        assertThat(lin.form("/review/open", "kind", "BADGE").body()).contains("角标文案");
        assertThat(lin.form("/review/open", "kind", "BADGE").body()).contains("都审完了");
        assertThat(lin.get("/review?kind=POEM").statusCode()).isEqualTo(400);
    }

    @Test
    void countsWhatWasDecidedTodayAndStartsAnewTomorrow() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        decide(open(), item, "outcome", "APPROVED");
        assertThat(lin.get("/review").body()).contains("<b id=\"mine-count\">1</b>");

        server.clock.advance(Duration.ofHours(9));

        assertThat(lin.get("/review").body()).contains("<b id=\"mine-count\">0</b>");
    }

    @Test
    void speaksEnglishWhenAsked() {
        HttpResponse<String> answer = lin.get("/review?lang=en");

        assertThat(answer.body())
                .contains("<html lang=\"en\">", "decided by me today")
                .doesNotContain("我今日已审");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).startsWith("m6_lang=en");
        assertThat(lin.get("/review").body()).contains("<html lang=\"zh-CN\">", "我今日已审");
    }

    private static ContentDraft evilDraft() {
        Source source = Source.newBuilder()
                .setTitle(EVIL)
                .setCategory(EVIL)
                .setPrice(EVIL)
                .setAttributes(List.of(new Attribute(EVIL, EVIL)))
                .setTranscript(EVIL)
                .build();
        return Drafts.product("M" + EVIL, Kind.REASON, "P" + EVIL, EVIL)
                .setSource(source)
                .setFindings(List.of(new Finding(EVIL, 0, 10, Severity.ERROR, EVIL, EVIL)))
                .setEvidence(List.of(new Evidence(5, 20, EVIL, null)))
                .setAlternatives(List.of(new Alternative(EVIL, 0.5, 1L)))
                .setTrace(new GenerationTrace(EVIL, EVIL, EVIL, 1L, 1, 1, 1L, 1L, List.of(EVIL)))
                .build();
    }
}
