package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.ItemState;
import io.m6flow.review.SendBackRule;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class SendBackPagesTest extends ReviewSteps {
    @Test
    void sendsBackWithReasonsAndStruckOutWords() {
        ItemRef item = server.admit(Drafts.full("M-1", "P-1"));
        String card = open();
        assertThat(card).contains("id=\"sendback\"", "name=\"without\" value=\"全网最低价\"");

        String next = decide(
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
                "显瘦、 轻盈");

        assertThat(next).contains("已退回");
        assertThat(decided(item).outcome()).isEqualTo(DecisionOutcome.SENT_BACK);
        assertThat(decided(item).reasons()).containsExactly("facts");
        assertThat(server.queue.feedback().get(0).getWithout()).containsExactly("全网最低价", "显瘦", "轻盈");
    }

    @Test
    void asksForAReasonBeforeItSendsBack() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "文案"));
        String card = open();

        HttpResponse<String> answer = tryDecide(card, item, "outcome", "SENT_BACK");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(find(item).state()).isEqualTo(ItemState.CLAIMED);
    }

    @Test
    void offersSendingBackOnlyWhereItLeadsSomewhere() {
        ContentDraft second = Drafts.product("M-1", Kind.REASON, "P-1", "第二稿")
                .setAttempt(SendBackRule.DEFAULT.rewrites())
                .build();
        ItemRef item = server.admit(second);

        String card = open();
        String answer = decide(card, item, "outcome", "SENT_BACK", "reason", "facts");

        assertThat(card)
                .contains("第 3 稿", "重写次数已经用完")
                .doesNotContain("id=\"sendback\"")
                .containsPattern("id=\"start-sendback\"[^>]* disabled");
        assertThat(answer).contains("重写次数已经用完", "第二稿");
        assertThat(find(item).state()).isEqualTo(ItemState.CLAIMED);
    }
}
