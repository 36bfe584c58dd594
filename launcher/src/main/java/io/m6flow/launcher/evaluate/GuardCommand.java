package io.m6flow.launcher.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Source;
import io.m6flow.generator.law.Lexicon;
import io.m6flow.generator.law.LexiconGuard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How well the advertising-law guard tells violations from lawful texts. */
@Command(
        name = "guard",
        mixinStandardHelpOptions = true,
        description = {
            "Checks labelled texts with the advertising-law guard and prints recall and false alarms",
            "with Wilson's 95 %% intervals. A line: {\"id\",\"text\",\"category\",\"verdict\",\"spans\"}."
        })
final class GuardCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "FILE", description = "labelled texts, JSON Lines")
    private Path data;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write figures and findings, too")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    GuardCommand() {}

    private record BadLine(long number, String reason) {}

    @Override
    public Integer call() throws IOException {
        List<BadLine> bad = new ArrayList<>();
        List<LabelledText> texts = read(bad);
        Lexicon lexicon = Lexicon.shipped();
        LexiconGuard guard = new LexiconGuard(lexicon);
        GuardScore score = new GuardScore(texts.stream()
                .map(text -> new GuardScore.Judged(text, guard.check(draft(text.text()))))
                .toList());
        PrintWriter out = spec.commandLine().getOut();
        print(score, lexicon.version(), out);
        bad.forEach(line -> out.println("line " + line.number() + " left out: " + line.reason()));
        out.flush();
        if (json != null) {
            Files.writeString(json, report(score, lexicon.version(), bad).toPrettyString() + "\n");
        }
        return 0;
    }

    private List<LabelledText> read(List<BadLine> bad) {
        List<LabelledText> texts = new ArrayList<>();
        long number = 0;
        for (String line : lines()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                texts.add(LabelledText.parse(line, number));
            } catch (IllegalArgumentException e) {
                bad.add(new BadLine(number, String.valueOf(e.getMessage())));
            }
        }
        if (texts.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    data + " holds no labelled text"
                            + (bad.isEmpty()
                                    ? ""
                                    : "; line " + bad.get(0).number() + ": "
                                            + bad.get(0).reason()));
        }
        return texts;
    }

    private List<String> lines() {
        try {
            // Bytes that are no UTF-8 cost the line that holds them, not the file.
            return new String(Files.readAllBytes(data), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), data + " cannot be read; is the path right?", e);
        }
    }

    private static Draft draft(String text) {
        return new Draft("evaluation", ContentKind.REASON, text, Source.speech(""));
    }

    private static void print(GuardScore score, String version, PrintWriter out) {
        GuardScore agreed = score.withoutDebatable();
        out.println("lexicon " + version + ", " + score.judged().size() + " texts, "
                + (score.judged().size() - agreed.judged().size()) + " of them debatable");
        out.println();
        out.println("violations found     share [95 % interval]");
        score.byCategory().forEach((category, part) -> row(category, part.recall(), out));
        row("all", score.recall(), out);
        row("without debatable", agreed.recall(), out);
        row("at the right place", score.spanRecall(), out);
        out.println();
        out.println("false alarms         share [95 % interval]");
        score.byCategory().forEach((category, part) -> row(category, part.falseAlarms(), out));
        row("all", score.falseAlarms(), out);
        row("without debatable", agreed.falseAlarms(), out);
    }

    private static void row(String name, Share share, PrintWriter out) {
        if (share.of() > 0) {
            out.printf("  %-19s%s%n", name, share);
        }
    }

    private static ObjectNode report(GuardScore score, String version, List<BadLine> bad) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("lexicon", version);
        report.put("texts", score.judged().size());
        figures(report, score);
        GuardScore agreed = score.withoutDebatable();
        report.put("debatable", score.judged().size() - agreed.judged().size());
        figures(report.putObject("withoutDebatable"), agreed);
        ObjectNode categories = report.putObject("categories");
        for (Map.Entry<String, GuardScore> part : score.byCategory().entrySet()) {
            figures(categories.putObject(part.getKey()), part.getValue());
        }
        ArrayNode lines = report.putArray("lines");
        score.judged().forEach(one -> line(lines.addObject(), one));
        ArrayNode left = report.putArray("badLines");
        bad.forEach(line -> left.addObject().put("line", line.number()).put("reason", line.reason()));
        return report;
    }

    private static void figures(ObjectNode node, GuardScore score) {
        share(node, "recall", score.recall());
        share(node, "falseAlarms", score.falseAlarms());
        share(node, "spanRecall", score.spanRecall());
    }

    /** Nothing where there is nothing to count. */
    private static void share(ObjectNode node, String name, Share share) {
        if (share.of() > 0) {
            node.put(name, share.value());
            node.putArray(name + "Interval").add(share.low()).add(share.high());
            node.put(name + "Of", share.of());
        }
    }

    private static void line(ObjectNode node, GuardScore.Judged one) {
        node.put("id", one.labelled().id());
        node.put("category", one.labelled().category());
        node.put("expected", verdict(one.labelled().violation()));
        node.put("verdict", verdict(one.caught()));
        ArrayNode findings = node.putArray("findings");
        one.findings().forEach(finding -> {
            LabelledText.Span span = one.span(finding);
            findings.addObject()
                    .put("rule", finding.rule())
                    .put("start", span.start())
                    .put("end", span.end())
                    .put("severity", finding.severity().name())
                    .put("message", finding.message())
                    .put("suggestion", finding.suggestion());
        });
    }

    private static String verdict(boolean violation) {
        return violation ? "violation" : "lawful";
    }
}
