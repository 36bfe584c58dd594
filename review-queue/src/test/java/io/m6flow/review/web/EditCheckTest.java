package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reviewer writes is held against the guards as the machine's text is. */
class EditCheckTest extends ReviewSteps {
    private static final String UNLAWFUL = WordCheck.FORBIDDEN + "雪纺裙。";

    @Test
    void theCardComesBackWithWhatIsWrongAndThePersonHasTheLastWord() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "雪纺裙。"));
        String card = save(open(), item, UNLAWFUL, "");

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
        save(open(), item, UNLAWFUL, "");
        assertThat(decided(item).text()).isEqualTo(UNLAWFUL);
    }

    @Test
    void doubtsAndAbsentGuardsHoldNothingUp() {
        String doubtful = WordCheck.DOUBTFUL + "是雪纺裙。";
        String unchecked = WordCheck.AWAY + "，" + WordCheck.FORBIDDEN + "。";
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "雪纺裙。"));
        String next = save(open(), first, doubtful, "");
        assertThat(decided(first).text()).isEqualTo(doubtful);

        ItemRef second = server.admit(Drafts.reason("M-1", "P-2", "雪纺裙。"));
        assertThat(next).doesNotContain("id=\"doubts\"");
        save(open(), second, unchecked, "");
        assertThat(decided(second).text()).isEqualTo(unchecked);
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
        long version = find(item).itemVersion();
        return program.post(
                WebClient.path(item) + "/decision",
                "{\"outcome\":\"EDITED\",\"fence\":1,\"text\":\"" + UNLAWFUL + "\"" + more + "}",
                "If-Match",
                "\"" + version + "\"");
    }

    private String save(String card, ItemRef item, String text, String despite) {
        return decide(card, item, "outcome", "EDITED", "text", text, "despite", despite);
    }
}
