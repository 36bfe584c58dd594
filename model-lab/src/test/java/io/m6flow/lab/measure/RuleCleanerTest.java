package io.m6flow.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RuleCleanerTest {
    @Test
    void hesitationGoesAndWhatIsSaidTwiceStaysOnce() {
        assertThat(RuleCleaner.clean("呃，这个碎花裙碎花裙呢，带里布的带里布的")).isEqualTo("这个碎花裙呢，带里布的");
    }

    @Test
    void aDoubledCharacterIsAWord() {
        assertThat(RuleCleaner.clean("谢谢大家，慢慢看")).isEqualTo("谢谢大家，慢慢看");
    }
}
