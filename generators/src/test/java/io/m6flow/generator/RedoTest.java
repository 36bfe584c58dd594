package io.m6flow.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedoTest {
    private static final Redo REDO = new Redo(List.of("V领显瘦。", "本场讲了裙子。\n裙子：雪纺。"), List.of("V领", "最低价"), "facts");

    @Test
    void allowsWhatIsNewAndHoldsNoStruckOutWord() {
        assertThat(REDO.allows("雪纺轻盈。")).isTrue();
        assertThat(REDO.allows("显瘦。")).isTrue();
    }

    @Test
    void allowsNothingThatWasSentBack() {
        assertThat(new Redo(List.of("Ｖ领显瘦。"), List.of(), "").allows(" v领显瘦。")).isFalse();
        assertThat(REDO.allows("本场讲了裙子。")).as("its first line").isFalse();
    }

    @Test
    void allowsNoStruckOutWordHoweverItIsWritten() {
        assertThat(REDO.allows("v领设计")).isFalse();
        assertThat(REDO.allows("全网最低价")).isFalse();
    }

    @Test
    void cutsStruckOutWordsAndWhatTheyLeaveTogether() {
        assertThat(REDO.cut("这条v领裙子最最低价低价哦")).isEqualTo("这条裙子哦");
    }

    @Test
    void saysWhichLimitIsPassed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Redo(Collections.nCopies(21, "x"), List.of(), ""))
                .withMessage("there are 21 refused texts; the limit is 20");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Redo(List.of(), Collections.nCopies(61, "x"), ""))
                .withMessageContaining("61 words to leave out");
        assertThatIllegalArgumentException().isThrownBy(() -> new Redo(List.of(), List.of(" "), ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Redo(List.of(), List.of(), "x".repeat(6_001)))
                .withMessageContaining("6001 characters of the reason");
    }
}
