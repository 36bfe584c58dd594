package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.Decided;
import io.m6flow.review.ItemState;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.SendBackRule;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SendBackPagesTest {
    @RegisterExtension
    final RunningServer server = new RunningServer();

    private WebClient lin;

    @BeforeEach
    void signIn() {
        lin = server.browser(RunningServer.LIN);
    }

    @Test
    void sendsBackWithReasonsAndStruckOutWords() {
        ItemRef item = server.admit(Drafts.full("M-1", "P-1"));
        String card = lin.form("/review/open").body();
        assertThat(card).contains("id=\"sendback\"", "name=\"without\" value=\"全网最低价\"");

        String next = lin.form(
                        "/review/decision",
                        ReviewPagesTest.decision(
                                card,
                                item,
                                "outcome",
                                "SENT_BACK",
                                "reason",
                                "facts",
                                "reason",
                                "",
                                "without",
                                "全网最低价",
                                "without",
                                "显瘦、 轻盈"))
                .body();

        assertThat(next).contains("已退回");
        assertThat(decided(item).outcome()).isEqualTo(DecisionOutcome.SENT_BACK);
        assertThat(decided(item).reasons()).containsExactly("facts");
        assertThat(server.queue.feedback().get(0).getWithout()).containsExactly("全网最低价", "显瘦", "轻盈");
    }

    @Test
    void asksForAReasonBeforeItSendsBack() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "文案"));
        String card = lin.form("/review/open").body();

        HttpResponse<String> answer =
                lin.form("/review/decision", ReviewPagesTest.decision(card, item, "outcome", "SENT_BACK"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(find(item).state()).isEqualTo(ItemState.CLAIMED);
    }

    @Test
    void offersSendingBackOnlyWhereItLeadsSomewhere() {
        ContentDraft second = Drafts.product("M-1", Kind.REASON, "P-1", "第二稿")
                .setAttempt(SendBackRule.DEFAULT.rewrites())
                .build();
        ItemRef item = server.admit(second);

        String card = lin.form("/review/open").body();
        String answer = lin.form(
                        "/review/decision",
                        ReviewPagesTest.decision(card, item, "outcome", "SENT_BACK", "reason", "facts"))
                .body();

        assertThat(card)
                .contains("第 3 稿", "重写次数已经用完")
                .doesNotContain("id=\"sendback\"")
                .containsPattern("id=\"start-sendback\"[^>]* disabled");
        assertThat(answer).contains("重写次数已经用完", "第二稿");
        assertThat(find(item).state()).isEqualTo(ItemState.CLAIMED);
    }

    private ReviewItem find(ItemRef item) {
        return server.queue.find(item.tenant(), item.content()).orElseThrow();
    }

    private Decided decided(ItemRef item) {
        return find(item).decision();
    }
}
