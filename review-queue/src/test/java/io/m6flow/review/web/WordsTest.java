package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.review.recall.Fate;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import org.junit.jupiter.api.Test;

class WordsTest {
    private final Words chinese = Words.in(Language.ZH);
    private final Words english = Words.in(Language.EN);

    @Test
    void saysEverythingInBothLanguages() {
        assertThat(english.keys()).isEqualTo(chinese.keys());
    }

    @Test
    void hasWordsForEveryName() {
        for (Kind kind : Kind.values()) {
            assertThat(chinese.has("kind." + kind)).as("%s", kind).isTrue();
        }
        for (DecisionOutcome outcome : DecisionOutcome.values()) {
            assertThat(chinese.has("outcome." + Code.lower(outcome)))
                    .as("%s", outcome)
                    .isTrue();
        }
        for (Severity severity : Severity.values()) {
            assertThat(chinese.has("severity." + severity)).as("%s", severity).isTrue();
        }
        for (DecisionOutcome outcome : DecisionOutcome.values()) {
            assertThat(chinese.has("look.state." + Code.lower(outcome)))
                    .as("%s", outcome)
                    .isTrue();
        }
        for (DraftOrigin origin : DraftOrigin.values()) {
            assertThat(chinese.has("filter.origin." + origin)).as("%s", origin).isTrue();
        }
        for (Fate fate : Fate.values()) {
            assertThat(chinese.has("recall.fate." + Code.lower(fate)))
                    .as("%s", fate)
                    .isTrue();
        }
        assertThat(Search.RISKS).allMatch(risk -> risk.isEmpty() || chinese.has("filter.risk." + risk));
        assertThat(Search.STATES).allMatch(state -> state.isEmpty() || chinese.has("filter.state." + state));
        assertThat(KeyTable.ROWS).allMatch(row -> chinese.has("keys." + row.action()));
        assertThat(CardView.REASONS).allMatch(reason -> chinese.has("reason." + reason));
    }

    @Test
    void fillsInValuesAsTheyAre() {
        assertThat(chinese.say("notice.held", "$1 {0} \\")).isEqualTo("$1 {0} \\ 正在审这一条");
        assertThat(chinese.say("age.minutes")).isEqualTo("{0} 分钟");
    }

    @Test
    void namesAMissingKey() {
        assertThatThrownBy(() -> chinese.say("no.such")).hasMessageContaining("no.such");
    }
}
