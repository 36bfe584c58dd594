package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.ItemState;
import io.m6flow.review.QueueRules;
import io.m6flow.review.Via;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Kind;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Approving many items together on the reviewers' page, and taking all of it back. */
class BatchPagesTest extends ReviewSteps {
    private static final Pattern PICK = Pattern.compile("name=\"pick\" value=\"([^\"]*)\" checked");

    BatchPagesTest() {
        super(QueueRules.DEFAULT.withTwoPersons(Set.of(Kind.THEME)));
    }

    @Test
    void showsOnlyWhatIsWithoutRisk() {
        server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        server.admit(Drafts.full("M-1", "P-3"));
        server.admit(Drafts.script("H-1", "LS-1", 0, "嗯好", "原样的话")
                .setOrigin(DraftOrigin.RAW_TRANSCRIPT)
                .build());

        assertThat(lin.get("/review").body()).contains("批量通过没有疑点的 2 条");
        String preview = lin.form("/review/batch").body();

        assertThat(preview).contains("第一条", "第二条", "法式碎花连衣裙", "推荐理由", "通过这 2 条").doesNotContain("全网最低价", "原样的话");
        assertThat(server.queue.counts().claimed()).as("looking holds nothing").isZero();
    }

    @Test
    void givesBackTheOpenCardAndCountsItIn() {
        ItemRef open = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        String card = open();

        assertThat(lin.form("/review/batch", decision(card, open)).body()).contains("第一条");
        assertThat(find(open).state()).isEqualTo(ItemState.WAITING);
    }

    @Test
    void showsAtMostFifty() {
        for (int i = 0; i < 52; i++) {
            server.admit(Drafts.reason("M-1", "P-" + i, "文案" + i));
        }

        String preview = lin.form("/review/batch").body();

        assertThat(picks(preview)).hasSize(50);
        assertThat(preview).contains("之后还有 2 条");
    }

    @Test
    void keepsToTheFilter() {
        server.admit(Drafts.reason("M-1", "P-1", "一家的"));
        server.admit(Drafts.reason("M-2", "P-2", "另一家的"));

        assertThat(lin.form("/review/batch", "tenant", "M-2").body())
                .contains("另一家的")
                .doesNotContain(">一家的");
        assertThat(server.browser(RunningServer.SHOP_REVIEWER)
                        .form("/review/batch")
                        .body())
                .doesNotContain("另一家的");
    }

    @Test
    void approvesWhatIsTickedAndTakesAllOfItBack() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        ItemRef second = server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        ItemRef third = server.admit(Drafts.reason("M-1", "P-3", "第三条"));
        List<String> picks = picks(lin.form("/review/batch").body());
        picks.removeIf(pick -> pick.contains(third.content().value()));

        String answer =
                lin.form("/review/batch/approval", fields("pick", picks)).body();

        assertThat(answer).contains("已通过 2 条", "data-undo", "第三条");
        assertThat(find(first).decision().via()).isEqualTo(Via.BATCH);
        assertThat(lin.get("/review").body()).contains("<b id=\"mine-count\">2</b>");
        HttpResponse<String> undone = lin.form("/review/undo", undo(first, second));
        assertThat(undone.body()).contains("已撤销 2 条");
        assertThat(undone.headers().firstValue("HX-Retarget")).contains("#notice");
        assertThat(List.of(find(first).state(), find(second).state())).containsOnly(ItemState.WAITING);
        assertThat(find(third).state()).as("the open card stays").isEqualTo(ItemState.CLAIMED);
    }

    @Test
    void saysHowManyHaveChangedMeanwhile() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        List<String> picks = picks(lin.form("/review/batch").body());
        server.browser(RunningServer.WU).form("/review/open", "wanted", ItemParameter.write(first));

        String answer =
                lin.form("/review/batch/approval", fields("pick", picks)).body();

        assertThat(answer).contains("已通过 1 条；1 条期间有变化，没有处理", "data-undo");
    }

    @Test
    void proposesWhereTwoMustAgree() {
        ItemRef theme =
                server.admit(Drafts.product("M-1", Kind.THEME, "P-1", "主题文案").build());
        List<String> picks = picks(lin.form("/review/batch").body());

        String answer =
                lin.form("/review/batch/approval", fields("pick", picks)).body();

        assertThat(answer).contains("已通过 0 条；1 条已提交").doesNotContain("data-undo");
        assertThat(find(theme).proposal().by()).isEqualTo("林小满");
        assertThat(picks(server.browser(RunningServer.WU).form("/review/batch").body()))
                .as("a proposal wants a look of its own")
                .isEmpty();
    }

    @Test
    void saysHowManyCouldNotBeTakenBack() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        ItemRef live = server.admit(
                Drafts.script("H-1", "LS-1", 0, "嗯好", "好。").setPriority(0).build());
        lin.form(
                "/review/batch/approval",
                fields("pick", picks(lin.form("/review/batch").body())));

        assertThat(lin.form("/review/undo", undo(first, live)).body()).contains("已撤销 1 条", "另有 1 条已经生效");
    }

    @Test
    void refusesNoneAndTooMany() {
        assertThat(lin.form("/review/batch/approval").body()).contains("没有勾选任何一条");
        assertThat(lin.form("/review/batch/approval", "pick", "x").statusCode()).isEqualTo(400);
        assertThat(lin.form("/review/batch/approval", "pick", "1~").statusCode())
                .isEqualTo(400);
        List<String> many = new ArrayList<>();
        String one = "1~" + Drafts.reason("M-1", "P-1", "x").getContentId() + "~M-1";
        for (int i = 0; i < 51; i++) {
            many.add(one);
        }
        assertThat(lin.form("/review/batch/approval", fields("pick", many)).statusCode())
                .isEqualTo(400);
    }

    private static List<String> picks(String preview) {
        return new ArrayList<>(PICK.matcher(preview)
                .results()
                .map((MatchResult each) -> each.group(1))
                .toList());
    }

    private static String[] fields(String name, List<String> values) {
        return values.stream().flatMap(value -> List.of(name, value).stream()).toArray(String[]::new);
    }

    private String[] undo(ItemRef... items) {
        List<String> fields = new ArrayList<>();
        for (ItemRef item : items) {
            fields.addAll(List.of("undo-item", ItemParameter.write(item), "undo-decision"));
            fields.add(find(item).decision().decisionId());
        }
        return fields.toArray(String[]::new);
    }
}
