package io.m6flow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Prompt;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final List<Prompt> ALL = Workload.all();

    @Test
    void holdsReasonsScriptsAndSummariesInTheirShares() {
        assertThat(ALL).hasSize(256).extracting(Prompt::id).doesNotHaveDuplicates();
        assertThat(Workload.only(ContentKind.REASON, ALL)).hasSize(128);
        assertThat(Workload.only(ContentKind.SCRIPT, ALL)).hasSize(77);
        assertThat(Workload.only(ContentKind.SUMMARY, ALL)).hasSize(51);
    }

    @Test
    void mixesTheKindsInTheOrderOfArrival() {
        for (int from = 0; from < ALL.size(); from += 32) {
            assertThat(ALL.subList(from, from + 32))
                    .extracting(Prompt::kind)
                    .contains(ContentKind.REASON, ContentKind.SCRIPT, ContentKind.SUMMARY);
        }
    }

    @Test
    void holdsTextsAsLongAsSamplesAre() {
        assertThat(lengths(ContentKind.SCRIPT)).allMatch(n -> n >= 60 && n <= 235);
        assertThat(lengths(ContentKind.SUMMARY)).allMatch(n -> n >= 200 && n <= 450);
    }

    @Test
    void takesEveryNthFromTheFirst() {
        assertThat(Workload.every(100, ALL)).containsExactly(ALL.get(0), ALL.get(100), ALL.get(200));
    }

    @Test
    void takesTheShortestOfEachKindForAQuickLook() {
        List<Prompt> few = Workload.of(Scale.quick());
        assertThat(few).hasSizeBetween(6, 9).isSubsetOf(ALL);
        assertThat(few).extracting(Prompt::kind).contains(ContentKind.REASON, ContentKind.SCRIPT, ContentKind.SUMMARY);
        assertThat(Workload.of(Scale.full(1, 64))).isEqualTo(ALL);
    }

    private static List<Integer> lengths(ContentKind kind) {
        return Workload.only(kind, ALL).stream().map(Workload::length).toList();
    }
}
