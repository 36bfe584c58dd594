package io.m6flow.launcher.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.Generators;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.job.guard.Inspector;
import io.m6flow.lab.measure.Figures;
import io.m6flow.lab.measure.ReasonScore;
import io.m6flow.lab.measure.RuleCleaner;
import io.m6flow.lab.measure.Sample;
import io.m6flow.lab.measure.SampleFile;
import io.m6flow.lab.measure.ScriptScore;
import io.m6flow.lab.measure.SummaryScore;
import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Configuration;
import io.m6flow.launcher.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How good the texts are that a model writes; what is written is told by the samples. */
@Command(
        name = "texts",
        aliases = {"reason", "script", "summary"},
        mixinStandardHelpOptions = true,
        description = {
            "Writes for samples as the jobs do, and compares with what people wrote: reasons for products with",
            "references, clean scripts for lines with raw and clean, summaries for lines with text and summary.",
            "docs/evaluation.md says what each figure means."
        })
final class TextsCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "FILE", description = "samples of one kind, JSON Lines")
    private Path data;

    @Option(names = "--json", paramLabel = "FILE", description = "where to write figures and texts, too")
    private @Nullable Path json;

    @Option(names = "--html", paramLabel = "FILE", description = "where to write a page with the texts side by side")
    private @Nullable Path html;

    @Option(names = "--candidates", defaultValue = "3", description = "reasons for each product; the best one counts")
    private int candidates;

    @Option(names = "--limit", paramLabel = "N", description = "only the first N samples")
    private @Nullable Integer limit;

    private final Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);

    @Option(names = "--config", paramLabel = "FILE", description = "m6flow.yaml; the environment and flags win over it")
    private @Nullable Path config;

    @Option(names = "--model", paramLabel = "DIR", description = "a model folder in place of the shipped one")
    void model(String value) {
        flags.put(ConfigKey.MODEL_DIR, value);
    }

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "sets any configuration key")
    void set(Map<String, String> pairs) {
        pairs.forEach((name, value) -> flags.put(ConfigKey.named(name, "--set"), value));
    }

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    TextsCommand() {}

    /**
     * The figures of the model's texts, and of others for the same samples by what they are.
     *
     * @param model the model's name and version
     */
    private record Result(String model, List<Texts.Written> texts, Figures figures, Map<String, Figures> baselines) {}

    @Override
    public Integer call() throws IOException {
        if (candidates < 1 || candidates > Prompt.MAX_CANDIDATES) {
            throw new ParameterException(
                    spec.commandLine(), "--candidates must be 1 to " + Prompt.MAX_CANDIDATES + ", was " + candidates);
        }
        checkFolder(json);
        checkFolder(html);
        SampleFile file = samples();
        Result result = measure(file.samples());
        PrintWriter out = spec.commandLine().getOut();
        print(result, out);
        file.badLines().forEach(line -> out.println(line + "; left out"));
        out.flush();
        if (json != null) {
            Files.writeString(json, report(result, file).toPrettyString() + "\n");
        }
        if (html != null) {
            Files.writeString(
                    html,
                    ReportPage.of(
                            data.toString(), result.model(), result.figures(), result.baselines(), result.texts()));
        }
        return 0;
    }

    /** Before the work, which may take long, and not after it. */
    private void checkFolder(@Nullable Path file) {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ParameterException(
                    spec.commandLine(), "there is no folder to write " + file + " into; make it first");
        }
    }

    private SampleFile samples() {
        try {
            SampleFile file = SampleFile.read(data, limit == null ? Integer.MAX_VALUE : limit);
            boolean alike =
                    file.samples().stream().map(Object::getClass).distinct().count() == 1;
            if (!alike) {
                String first =
                        file.badLines().isEmpty() ? "" : "; " + file.badLines().get(0);
                throw new ParameterException(spec.commandLine(), data + " must hold samples, all of one kind" + first);
            }
            return file;
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), data + " cannot be read; is the path right?", e);
        }
    }

    private Result measure(List<Sample> samples) {
        Settings settings = Settings.from(Configuration.read(config, System.getenv(), flags));
        try (TextGenerator generator = Generators.lease(settings.generator());
                Inspector inspector = Inspector.shipped()) {
            Progress progress = new Progress(
                    samples.size(), System::nanoTime, spec.commandLine().getErr());
            List<Texts.Written> texts = new Texts(generator, inspector, candidates).write(samples, progress::done);
            String model = generator.card().name() + " " + generator.card().digest();
            Map<String, Figures> baselines = new LinkedHashMap<>();
            Sample kind = samples.get(0);
            if (kind instanceof Sample.Speech) {
                baselines.put("unchanged", scripts(texts, text -> ((Sample.Speech) text.sample()).raw()));
                baselines.put(
                        "rulesOnly", scripts(texts, text -> RuleCleaner.clean(((Sample.Speech) text.sample()).raw())));
                return new Result(model, texts, scripts(texts, Texts.Written::text), baselines);
            }
            if (kind instanceof Sample.Report) {
                baselines.put(
                        "firstSentence",
                        summaries(
                                texts,
                                text -> SummaryScore.firstSentence(text.sample().source()),
                                inspector));
                return new Result(model, texts, summaries(texts, Texts.Written::text, inspector), baselines);
            }
            return new Result(model, texts, reasons(texts, inspector), baselines);
        }
    }

    private static Figures reasons(List<Texts.Written> texts, Inspector inspector) {
        ReasonScore score = new ReasonScore(inspector::findings);
        texts.forEach(text -> score.add((Sample.Product) text.sample(), text.text()));
        return score.figures();
    }

    private static Figures scripts(List<Texts.Written> texts, Function<Texts.Written, String> text) {
        ScriptScore score = new ScriptScore();
        texts.forEach(written -> score.add((Sample.Speech) written.sample(), text.apply(written)));
        return score.figures();
    }

    private static Figures summaries(
            List<Texts.Written> texts, Function<Texts.Written, String> text, Inspector inspector) {
        SummaryScore score = new SummaryScore(inspector::findings);
        texts.forEach(written -> score.add((Sample.Report) written.sample(), text.apply(written)));
        return score.figures();
    }

    private void print(Result result, PrintWriter out) {
        long without = result.texts().stream()
                .filter(text -> !text.problem().isEmpty())
                .count();
        out.println(result.model() + ", " + result.texts().size() + " samples of " + data
                + (without == 0 ? "" : ", " + without + " with a problem"));
        out.println();
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-32s%14s", "", "model"));
        result.baselines().keySet().forEach(name -> head.append(String.format(Locale.ROOT, "%16s", name)));
        out.println(head);
        result.figures().byName().forEach((name, figure) -> {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-32s%14.3f", name, figure));
            result.baselines()
                    .values()
                    .forEach(other -> row.append(String.format(Locale.ROOT, "%16.3f", other.get(name))));
            out.println(row);
        });
    }

    private static ObjectNode report(Result result, SampleFile file) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        report.put("model", result.model());
        report.put("samples", result.texts().size());
        result.figures().byName().forEach(report::put);
        ObjectNode baselines = report.putObject("baselines");
        result.baselines().forEach((name, figures) -> {
            ObjectNode baseline = baselines.putObject(name);
            figures.byName().forEach(baseline::put);
        });
        ArrayNode outputs = report.putArray("outputs");
        result.texts().forEach(text -> {
            ObjectNode output = outputs.addObject();
            output.put("id", text.sample().id());
            output.put("source", text.sample().source());
            text.sample().references().forEach(output.putArray("references")::add);
            output.put("text", text.text());
            if (!text.problem().isEmpty()) {
                output.put("problem", text.problem());
            }
        });
        file.badLines().forEach(report.putArray("badLines")::add);
        return report;
    }
}
