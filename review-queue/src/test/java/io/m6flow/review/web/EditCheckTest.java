package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.Decided;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a reviewer writes is held against the guards as the machine's text is. */
class EditCheckTest {
    private static final String UNLAWFUL = "国家级雪纺裙。";

    @RegisterExtension
    final RunningServer server = new RunningServer();

    private WebClient lin;

    @BeforeEach
    void signIn() {
        lin = server.browser(RunningServer.LIN);
    }

    @Test
    void theCardComesBackWithWhatIsWrongAndThePersonHasTheLastWord() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "雪纺裙。"));
        String card = save(lin.form("/review/open").body(), item, UNLAWFUL, "");

        assertThat(card)
                .contains("改后的文字有 1 处触及规则", "<q>国家级</q>", "「国家级」不能这样说", "仍然保存并通过")
                .contains("name=\"despite\" value=\"" + UNLAWFUL + "\"");
        assertThat(decided(item)).isNull();

        String changed = save(card, item, "国家级的雪纺裙。", UNLAWFUL);
        assertThat(changed).as("another wording was not seen yet").contains("<q>国家级</q>");
        assertThat(decided(item)).isNull();

        save(changed, item, "国家级的雪纺裙。", "国家级的雪纺裙。");
        assertThat(decided(item).text()).isEqualTo("国家级的雪纺裙。");
    }

    @Test
    void whatStoodBesideTheDraftAlreadyIsNoNews() {
        ItemRef item = server.admit(Drafts.product("M-1", Kind.REASON, "P-1", "轻盈的国家级雪纺裙")
                .setFindings(List.of(new Finding("law.absolute-term", 3, 6, Severity.ERROR, "「国家级」不能这样说", null)))
                .build());
        save(lin.form("/review/open").body(), item, UNLAWFUL, "");
        assertThat(decided(item).text()).isEqualTo(UNLAWFUL);
    }

    @Test
    void doubtsAndAbsentGuardsHoldNothingUp() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "雪纺裙。"));
        String next = save(lin.form("/review/open").body(), first, "大概是雪纺裙。", "");
        assertThat(decided(first).text()).isEqualTo("大概是雪纺裙。");

        ItemRef second = server.admit(Drafts.reason("M-1", "P-2", "雪纺裙。"));
        assertThat(next).doesNotContain("id=\"doubts\"");
        save(lin.form("/review/open").body(), second, "无人值守，国家级。", "");
        assertThat(decided(second).text()).isEqualTo("无人值守，国家级。");
    }

    @Test
    void aProgramIsToldWhatIsWrong() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "雪纺裙。"));
        WebClient program = server.program(RunningServer.LIN);
        program.post(WebClient.path(item) + "/claim", "");

        HttpResponse<String> refused = decide(program, item, "");
        assertThat(refused.statusCode()).isEqualTo(409);
        JsonNode problem = WebClient.json(refused);
        assertThat(problem.path("type").asText()).endsWith("edit-has-findings");
        assertThat(problem.path("findings").path(0).path("start").asInt()).isZero();
        assertThat(problem.path("findings").path(0).path("end").asInt()).isEqualTo(3);

        assertThat(decide(program, item, ",\"despiteFindings\":\"yes\"").statusCode())
                .isEqualTo(400);
        assertThat(decide(program, item, ",\"despiteFindings\":true").statusCode())
                .isEqualTo(200);
        assertThat(decided(item).text()).isEqualTo(UNLAWFUL);
    }

    private HttpResponse<String> decide(WebClient program, ItemRef item, String more) {
        long version =
                server.queue.find(item.tenant(), item.content()).orElseThrow().itemVersion();
        return program.post(
                WebClient.path(item) + "/decision",
                "{\"outcome\":\"EDITED\",\"fence\":1,\"text\":\"" + UNLAWFUL + "\"" + more + "}",
                "If-Match",
                "\"" + version + "\"");
    }

    private String save(String card, ItemRef item, String text, String despite) {
        String[] fields = ReviewPagesTest.decision(card, item, "outcome", "EDITED", "text", text, "despite", despite);
        return lin.form("/review/decision", fields).body();
    }

    private Decided decided(ItemRef item) {
        return server.queue.find(item.tenant(), item.content()).orElseThrow().decision();
    }
}
