package io.m6flow.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.TextGenerator;
import io.m6flow.launcher.kafka.Ledger;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a run came to, as report.json tells it. Counts are of all that stands on the topics. */
final class Report {
    private Report() {}

    static ObjectNode of(Ledger ledger, TextGenerator generator, @Nullable Double firstPublished, double totalSeconds) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.putObject("received")
                .put("products", ledger.products())
                .put("segments", ledger.segments())
                .put("refusedLines", ledger.refusedLines());
        counts(report.putObject("drafts"), ledger.drafts(), Kind.values());
        counts(report.putObject("outcomes"), ledger.outcomes(), Outcome.values());
        counts(report.putObject("decisions"), new TreeMap<>(ledger.decisions()));
        report.put("published", ledger.publishedCount());
        report.put("deadLetters", ledger.deadLetters());
        GeneratorStats stats = generator.stats();
        report.putObject("generator")
                .put("model", generator.card().name())
                .put("modelDigest", generator.card().digest())
                .put("device", generator.card().device())
                .put("dtype", generator.card().dtype())
                .put("tokens", stats.writtenTokens())
                .put("sourceTokens", stats.sourceTokens())
                .put("tokensPerSecond", round(stats.tokensPerSecond()))
                .put("meanBatch", round(stats.meanBatch()));
        report.putObject("seconds").put("toFirstPublished", firstPublished).put("total", round(totalSeconds));
        ResidentMemory.read()
                .ifPresent(memory -> report.putObject("memory")
                        .put("residentMegabytes", memory.now() / 1024)
                        .put("peakResidentMegabytes", memory.peak() / 1024));
        return report;
    }

    private static <E extends Enum<E>> void counts(ObjectNode into, Map<E, Long> counts, E[] all) {
        for (E name : all) {
            into.put(name.name(), counts.getOrDefault(name, 0L));
        }
    }

    private static <E extends Enum<E>> void counts(ObjectNode into, Map<E, Long> counts) {
        counts.forEach((name, count) -> into.put(name.name(), count));
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
