package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.QueueStatistics;
import io.m6flow.schema.DecisionOutcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeoplePlotsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private final List<QueueStatistics.PersonsDay> people = new ArrayList<>();

    @Test
    void tellsTodayFromTheDaysBefore() {
        decided("Ann", TODAY.minusDays(6), DecisionOutcome.APPROVED, 6);
        decided("Ann", TODAY.minusDays(1), DecisionOutcome.EDITED, 2);
        decided("Ann", TODAY, DecisionOutcome.REJECTED, 1);
        decided("Ann", TODAY, DecisionOutcome.SENT_BACK, 1);
        decided("Ann", TODAY, DecisionOutcome.REVOKED, 50);

        Plot plot = plots().verdicts();

        assertThat(plot.table().lines())
                .containsExactly(List.of("Ann", "2", "10", "6 (60 %)", "2 (20 %)", "1 (10 %)", "1 (10 %)"));
        assertThat(plot.rows().get(0).value()).isEqualTo("2 of 10");
        assertThat(plot.rows().get(0).rects())
                .extracting(Plot.Rect::width)
                .as("shares of the whole width, in the order of the legend")
                .containsExactly(600, 200, 100, 100);
        assertThat(plots().byPerson().table().lines())
                .containsExactly(List.of("Ann", "10", "6", "0", "0", "0", "0", "2", "2"));
    }

    @Test
    void drawsTwelveAndListsAll() {
        for (int i = 0; i < 13; i++) {
            decided("person " + i, TODAY, DecisionOutcome.APPROVED, 100 - i);
        }

        Plot plot = plots().verdicts();

        assertThat(plot.rows()).hasSize(12);
        assertThat(plot.table().lines()).hasSize(13);
        assertThat(plot.table().lines().get(12)).startsWith("person 12");
    }

    @Test
    void whoOnlyRevokedHasNothingToDraw() {
        decided("Ann", TODAY, DecisionOutcome.REVOKED, 3);

        assertThat(plots().verdicts().rows()).isEmpty();
    }

    private void decided(String name, LocalDate day, DecisionOutcome outcome, long count) {
        people.add(new QueueStatistics.PersonsDay(day, name, outcome, count));
    }

    private PeoplePlots plots() {
        return new PeoplePlots(
                Words.in(Language.EN),
                new QueueStatistics(TODAY.minusDays(6), TODAY, List.of(), people, Map.of(), Map.of()));
    }
}
