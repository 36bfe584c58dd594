package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final Lanes lanes = Lanes.upTo(1000);

    @Test
    void widthsDoubleUpToTheModelsLimit() {
        assertThat(lanes.count()).isEqualTo(5);
        assertThat(List.of(lanes.columns(0), lanes.columns(1), lanes.columns(4)))
                .containsExactly(64, 128, 1000);
        assertThat(Lanes.upTo(40).count()).isEqualTo(1);
        assertThat(Lanes.upTo(40).columns(0)).isEqualTo(40);
    }

    @Test
    void aTextLivesInTheNarrowestLaneThatHoldsIt() {
        assertThat(lanes.holding(1)).isZero();
        assertThat(lanes.holding(64)).isZero();
        assertThat(lanes.holding(65)).isEqualTo(1);
        assertThat(lanes.holding(1000)).isEqualTo(4);
    }

    @Test
    void readsNoMoreColumnsThanNearlyNeeded() {
        assertThat(lanes.window(1, 70)).isEqualTo(96);
        assertThat(lanes.window(1, 96)).isEqualTo(96);
        assertThat(lanes.window(4, 999)).isEqualTo(1000);
    }

    @Test
    void aFeedTellsEachLanesRowsAndWindow() {
        Feed feed = new Feed(lanes, false, 2);
        feed.add(0, 10, 5, 6);
        feed.add(0, 40, 7, 8);
        feed.add(2, 200, 9, 10);
        assertThat(feed.ids()).containsExactly(5, 6, 7, 8, 9, 10);
        assertThat(feed.positions()).containsExactly(10, 40, 200);
        assertThat(feed.lanes()).containsExactly(0, 2);
        assertThat(feed.rows()).containsExactly(2, 1);
        assertThat(feed.windows(1)).containsExactly(64, 224);
        assertThatThrownBy(() -> feed.add(2, 201, 11)).hasMessageContaining("2 tokens, not 1");
    }

    @Test
    void constantShapesReadWholeLanes() {
        Feed feed = new Feed(lanes, true, 1);
        feed.add(2, 130, 5);
        assertThat(feed.windows(1)).containsExactly(256);
    }

    @Test
    void admissionHalvesWhatWasInHandAndNeverStopsTheLastText() {
        Admission admission = new Admission();
        assertThat(admission.admits(1_000_000, 1_000_000)).isTrue();
        admission.halve(1_000);
        assertThat(admission.admits(300, 200)).isTrue();
        assertThat(admission.admits(300, 201)).isFalse();
        assertThat(admission.admits(0, 5_000)).isTrue();
        admission.restore();
        assertThat(admission.admits(300, 5_000)).isTrue();
    }
}
