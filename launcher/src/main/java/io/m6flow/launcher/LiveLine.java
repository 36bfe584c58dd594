package io.m6flow.launcher;

import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.TextGenerator;
import io.m6flow.launcher.kafka.Ledger;

/** The line of progress. */
final class LiveLine {
    private LiveLine() {}

    static String of(Ledger ledger, TextGenerator generator, double seconds) {
        GeneratorStats stats = generator.stats();
        return "  %4.0f s  events %d (%d open) · drafts %d · waiting %d · decided %d · published %d · dead %d · %.0f tokens/s"
                .formatted(
                        seconds,
                        ledger.events(),
                        ledger.openEvents(),
                        ledger.draftCount(),
                        ledger.undecided(),
                        ledger.decisions().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        ledger.publishedCount(),
                        ledger.deadLetters(),
                        stats.tokensPerSecond());
    }
}
