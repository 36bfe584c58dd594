package io.m6flow.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results as a person reads them. */
final class ResultTable {
    private static final String NONE = "-";

    private ResultTable() {}

    static List<String> lines(MachineFacts machine, Bench bench, List<Way> ways, Results results) {
        List<String> lines = new ArrayList<>();
        heading(lines, machine, bench);
        if (!ways.isEmpty()) {
            ways(lines, ways, results, bench.scale());
        }
        ratios(lines, results);
        return lines;
    }

    private static void heading(List<String> lines, MachineFacts m, Bench bench) {
        Scale scale = bench.scale();
        lines.add(text("%d cores of %s, load %.1f before the start, Java %s", m.cores(), m.cpu(), m.load(), m.java()));
        lines.add(text(
                "model %s %s on %s, threads %d, commit %s, %s",
                m.model(),
                m.digest().substring(0, Math.min(12, m.digest().length())),
                m.device(),
                m.threads(),
                m.commit(),
                m.date()));
        lines.add(text(
                "%d requests, %d waiting at a time, %d slots; medians of %d alternating rounds",
                bench.workload().size(), scale.waiting(), scale.slots(), scale.rounds()));
        lines.add("Drafting is off but where the name says so: batching alone is compared.");
        lines.add("");
    }

    private static void ways(List<String> lines, List<Way> ways, Results results, Scale scale) {
        lines.add(text(
                "%-20s %5s %9s %9s %9s %9s %6s %8s %8s %10s",
                "way", "dtype", "tokens/s", "requ./s", "p50 ms", "p99 ms", "batch", "padding", "wall s", "decode t/s"));
        for (Way way : ways) {
            Figures f = results.medians(way.key());
            lines.add(text(
                    "%-20s %5s %9.0f %9.2f %9.0f %9.0f %6.1f %7.1f%% %8.1f %10s",
                    way.key(),
                    f.dtype(),
                    f.tokensPerSecond(),
                    f.requestsPerSecond(),
                    f.p50Millis(),
                    f.p99Millis(),
                    f.meanBatch(),
                    100 * f.paddingShare(),
                    f.wallSeconds(),
                    shown("%.0f", f.decodeTokensPerSecond())));
        }
        lines.add("");
        ways.forEach(way -> lines.add("  " + way.key() + ": " + way.about(scale)));
        lines.add("");
    }

    private static void ratios(List<String> lines, Results results) {
        lines.add(text("%-27s %8s %9s  %-13s %s", "ratio", "measured", "at least", "", "what"));
        for (Ratio ratio : Ratio.values()) {
            double value = results.ratio(ratio);
            lines.add(text(
                    "%-27s %8s %9s  %-13s %s",
                    ratio.key(), shown("%.2f", value), ratio.least(), verdict(ratio, value), ratio.about()));
            Map<String, Double> parts = results.parts(ratio);
            if (!parts.isEmpty()) {
                lines.add("    "
                        + parts.entrySet().stream()
                                .map(e -> e.getKey() + " " + number(e.getValue()))
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    private static String verdict(Ratio ratio, double value) {
        if (Double.isNaN(value)) {
            return "not measured";
        }
        return ratio.isMetBy(value) ? "met" : "NOT met";
    }

    private static String number(double value) {
        return value == Math.rint(value) ? text("%.0f", value) : text("%.2f", value);
    }

    private static String shown(String format, double value) {
        return Double.isNaN(value) ? NONE : text(format, value);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
