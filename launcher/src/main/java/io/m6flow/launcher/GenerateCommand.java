package io.m6flow.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.Candidate;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Generators;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.Trace;
import io.m6flow.launcher.config.Settings;
import io.m6flow.schema.Kind;
import io.m6flow.schema.label.LabelPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes texts for the lines of standard input, without Kafka or anything else. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = "Writes texts for JSON Lines from standard input: products, or {\"id\",\"text\"}.")
final class GenerateCommand implements Callable<Integer> {
    /** So many prompts wait in the engine at once; more would only take memory. */
    private static final int IN_FLIGHT = 256;

    @Option(names = "--kind", required = true, description = "${COMPLETION-CANDIDATES}")
    private ContentKind kind;

    @Option(names = "--candidates", defaultValue = "1", description = "texts for each line, 1 to 8")
    private int candidates;

    @Option(names = "--seed", description = "seed of the first candidate; without it each line has its own")
    private @Nullable Long seed;

    @Mixin
    private ConfigOptions options;

    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    private LabelPolicy labels = LabelPolicy.defaults();
    private final InputStream in = System.in;
    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    GenerateCommand() {}

    private record Pending(String id, CompletableFuture<Generation> generation) {}

    @Override
    public Integer call() throws IOException {
        if (candidates < 1 || candidates > Prompt.MAX_CANDIDATES) {
            throw new ParameterException(
                    spec.commandLine(), "--candidates must be 1 to " + Prompt.MAX_CANDIDATES + ", was " + candidates);
        }
        Settings settings = options.read();
        labels = settings.labels();
        long failed = 0;
        long lines = 0;
        try (TextGenerator generator = Generators.lease(settings.generator());
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Deque<Pending> pending = new ArrayDeque<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                lines++;
                pending.add(ask(generator, line, lines));
                if (pending.size() >= IN_FLIGHT) {
                    failed += write(pending.remove());
                }
            }
            while (!pending.isEmpty()) {
                failed += write(pending.remove());
            }
        }
        out.flush();
        if (failed > 0) {
            spec.commandLine()
                    .getErr()
                    .println("m6flow: " + failed + " of " + lines + " lines have no text; see \"error\"");
        }
        return 0;
    }

    private Pending ask(TextGenerator generator, String line, long number) {
        return GenerateInput.parse(line, kind, number)
                .fold(
                        input -> new Pending(
                                input.id(),
                                generator.generate(new Prompt(input.id(), kind, input.material(), seeds(input.id())))),
                        complaint -> new Pending(
                                "line-" + number,
                                CompletableFuture.completedFuture(
                                        new Generation.Failed(Fault.PROMPT, "line " + number + ": " + complaint))));
    }

    private List<Long> seeds(String id) {
        long first = seed == null ? id.hashCode() & 0xFFFFFFFFL : seed;
        return LongStream.range(first, first + candidates).boxed().toList();
    }

    /** Answers 1 if the line has no text. */
    private int write(Pending pending) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("id", pending.id());
        line.put("kind", kind.name());
        int failed = pending.generation()
                .join()
                .fold(
                        written -> {
                            fill(line, written.candidates(), written.trace());
                            return 0;
                        },
                        refused -> {
                            line.put("error", refused.message());
                            return 1;
                        },
                        failure -> {
                            line.put("error", failure.message());
                            return 1;
                        });
        out.println(line);
        return failed;
    }

    private void fill(ObjectNode line, List<Candidate> candidates, Trace trace) {
        String text = candidates.get(0).text();
        line.put("text", text);
        labels.beside(Kind.valueOf(kind.name()), line.path("id").asText(), text).mark(line);
        if (candidates.size() > 1) {
            var all = line.putArray("candidates");
            candidates.forEach(candidate -> fill(all.addObject(), candidate));
        }
        ObjectNode shown = line.putObject("trace");
        shown.put("model", trace.model());
        shown.put("modelVersion", trace.version());
        shown.put("promptVersion", trace.promptVersion());
        shown.put("seed", candidates.get(0).seed());
        shown.put("sourceTokens", trace.sourceTokens());
        shown.put("writtenTokens", trace.writtenTokens());
        shown.put("waitingMillis", trace.waitingMillis());
        shown.put("generatingMillis", trace.generatingMillis());
        trace.notes().forEach(shown.putArray("notes")::add);
    }

    private static void fill(ObjectNode line, Candidate candidate) {
        line.put("text", candidate.text()).put("seed", candidate.seed());
        if (Double.isFinite(candidate.meanLogProbability())) {
            line.put("meanLogProbability", candidate.meanLogProbability());
        }
    }
}
