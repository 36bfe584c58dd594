package io.m6flow.launcher;

import io.m6flow.generator.m6.NewModel;
import io.m6flow.lab.train.Budget;
import io.m6flow.lab.train.Recipe;
import io.m6flow.lab.train.Trainer;
import io.m6flow.lab.train.TrainingSettings;
import io.m6flow.lab.train.TrainingSettings.DataFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a model: fine-tunes a folder, or trains one from scratch. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Fine-tunes a model folder, or trains a new one, on files of pairs (JSON Lines, .gz too).",
            "Run it again after a kill: it goes on from its last checkpoint."
        })
final class TrainCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(TrainCommand.class);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int POSITIONS = 1024;
    private static final double RATE_TO_FINE_TUNE = 3e-4;
    private static final double RATE_FROM_SCRATCH = 1.2e-3;

    @ArgGroup(multiplicity = "1")
    private Start start;

    static final class Start {
        @Option(names = "--from", paramLabel = "FOLDER", description = "the model to fine-tune")
        private @Nullable Path from;

        @ArgGroup(exclusive = false)
        private @Nullable Scratch scratch;

        @SuppressWarnings("NullAway.Init") // picocli sets the fields
        Start() {}
    }

    static final class Scratch {
        @Option(
                names = "--shape",
                required = true,
                split = ",",
                paramLabel = "SIZE=N",
                description = "a new model of these sizes: hidden=320,layers=6,heads=5,feed=896 and positions=1024")
        private Map<String, Integer> shape;

        @Option(names = "--tokenizer", required = true, paramLabel = "FILE", description = "its tokenizer.json")
        private Path tokenizer;

        @SuppressWarnings("NullAway.Init") // picocli sets the fields
        Scratch() {}
    }

    @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "the model folder to make")
    private Path out;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FILE[=SHARE]",
            description = {
                "what to learn, repeatable; with its share of the target tokens, such as clean.jsonl.gz=0.3.",
                "Lines of {s,t} have the task that the file is named for: copy, theme, clean, summary, title"
            })
    private List<String> data;

    @Option(
            names = "--learned",
            paramLabel = "CATEGORY",
            description = {
                "a category that these pairs teach well, repeatable, with all below it: of its goods the model may write",
                "freely, where others have plain phrases and their own facts (copy_free, docs/training.md)"
            })
    private List<String> learned = new ArrayList<>();

    @Option(
            names = "--valid",
            paramLabel = "FILE",
            description = "what to measure by, repeatable; the weights with the lowest mean loss of its tasks are kept")
    private List<Path> valid = new ArrayList<>();

    @ArgGroup(multiplicity = "1")
    private Length length;

    static final class Length {
        @Option(names = "--minutes", paramLabel = "M", description = "how long to train, over all runs")
        private @Nullable Double minutes;

        @Option(names = "--steps", paramLabel = "N", description = "how many steps to train")
        private @Nullable Double steps;

        @Option(names = "--epochs", paramLabel = "E", description = "how many times the data's target tokens to train")
        private @Nullable Double epochs;

        @SuppressWarnings("NullAway.Init") // picocli sets the fields
        Length() {}

        Budget budget() {
            if (minutes != null) {
                return new Budget(Budget.Unit.MINUTES, minutes);
            }
            return steps != null
                    ? new Budget(Budget.Unit.STEPS, steps)
                    : new Budget(Budget.Unit.EPOCHS, Objects.requireNonNull(epochs));
        }
    }

    @Option(
            names = "--rate",
            defaultValue = "0",
            paramLabel = "LR",
            description = "the highest learning rate (default: 3e-4 to fine-tune, 1.2e-3 from scratch)")
    private double rate;

    @Option(names = "--floor", defaultValue = "0.1", description = "what it falls to, as a share (${DEFAULT-VALUE})")
    private double floor;

    @Option(names = "--warm-up", defaultValue = "100", description = "steps over which it rises (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--decay", defaultValue = "0.1", description = "weight decay (${DEFAULT-VALUE})")
    private double decay;

    @Option(names = "--clip", defaultValue = "1.0", description = "longest gradient of a step (${DEFAULT-VALUE})")
    private double clip;

    @Option(names = "--dropout", defaultValue = "0", description = "share left out (${DEFAULT-VALUE})")
    private double dropout;

    @Option(names = "--step-tokens", defaultValue = "4096", description = "tokens of a step (${DEFAULT-VALUE})")
    private int stepTokens;

    @Option(
            names = "--chunk-tokens",
            defaultValue = "1152",
            description = "tokens computed at once; affects speed and memory only (${DEFAULT-VALUE})")
    private int chunkTokens;

    @Option(names = "--longest", defaultValue = "384", description = "tokens of a pair at most (${DEFAULT-VALUE})")
    private int longest;

    @Option(names = "--seed", defaultValue = "1", description = "of order, prefixes and dropout (${DEFAULT-VALUE})")
    private long seed;

    enum Numbers {
        AUTO,
        FP32,
        BF16
    }

    @Option(
            names = "--precision",
            defaultValue = "auto",
            description = "what to compute in: ${COMPLETION-CANDIDATES} (auto: what is faster here)")
    private Numbers precision;

    @Option(names = "--threads", defaultValue = "0", description = "threads (default: one for each core)")
    private int threads;

    @Option(names = "--checkpoint-minutes", defaultValue = "5", description = "minutes between checkpoints")
    private double checkpointMinutes;

    @Option(names = "--valid-minutes", defaultValue = "10", description = "minutes between validations")
    private double validMinutes;

    @Option(names = "--valid-pairs", defaultValue = "128", description = "pairs of a task in a validation")
    private int validPairs;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    TrainCommand() {}

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        Trainer trainer = new Trainer(settings(), System::nanoTime, line -> say(console, line));
        CountDownLatch ended = new CountDownLatch(1);
        Thread onInterrupt = new Thread(() -> stop(trainer, ended), "stop");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        boolean done;
        try {
            done = trainer.run();
        } finally {
            ended.countDown();
        }
        say(
                console,
                done
                        ? "The model is in " + out + "; try it: ./m6flow generate --model " + out
                        : "Stopped; the same command goes on from here");
        return 0;
    }

    /** A step that is cut off in the middle of the maths would take the whole process down with an error of its own. */
    private static void stop(Trainer trainer, CountDownLatch ended) {
        trainer.stop();
        try {
            if (!ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the step in hand took longer than {}; the last checkpoint stands", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(PrintWriter console, String line) {
        console.println(line);
        console.flush();
    }

    private TrainingSettings settings() {
        try {
            return new TrainingSettings(
                    base(),
                    out,
                    data.stream().map(TrainCommand::dataFile).toList(),
                    learned,
                    valid,
                    new Recipe(rate(), floor, warmUp, decay, clip, dropout, stepTokens, chunkTokens, longest, seed),
                    length.budget(),
                    precision == Numbers.AUTO ? null : precision == Numbers.BF16,
                    threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
                    new TrainingSettings.Rhythm(checkpointMinutes, validMinutes, validPairs),
                    commandLine());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private String commandLine() {
        List<String> words =
                new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
        words.remove(spec.name());
        return "m6flow " + spec.name() + " " + String.join(" ", words);
    }

    private double rate() {
        return rate > 0 ? rate : start.from != null ? RATE_TO_FINE_TUNE : RATE_FROM_SCRATCH;
    }

    /** A new model is written once and stays, so that a run that goes on starts from the same. */
    private Path base() {
        Scratch scratch = start.scratch;
        if (scratch == null) {
            return Objects.requireNonNull(start.from);
        }
        Path folder = out.resolve("training").resolve("untrained");
        NewModel model = sizes(scratch.shape);
        if (!Files.exists(folder.resolve("model.safetensors"))) {
            model.write(folder, scratch.tokenizer, seed);
        }
        return folder;
    }

    private static NewModel sizes(Map<String, Integer> shape) {
        for (String name : shape.keySet()) {
            if (!List.of("hidden", "layers", "heads", "feed", "positions").contains(name)) {
                throw new UsageException(
                        "--shape: there is no size " + name + "; there are hidden, layers, heads, feed and positions");
            }
        }
        return new NewModel(
                size("hidden", shape),
                size("layers", shape),
                size("heads", shape),
                size("feed", shape),
                shape.getOrDefault("positions", POSITIONS));
    }

    private static int size(String name, Map<String, Integer> shape) {
        Integer size = shape.get(name);
        if (size == null) {
            throw new UsageException("--shape: " + name + " is missing, as in hidden=320,layers=6,heads=5,feed=896");
        }
        return size;
    }

    private static DataFile dataFile(String text) {
        int at = text.lastIndexOf('=');
        if (at < 0) {
            return new DataFile(Path.of(text), null);
        }
        try {
            return new DataFile(Path.of(text.substring(0, at)), Double.valueOf(text.substring(at + 1)));
        } catch (NumberFormatException e) {
            throw new UsageException("--data " + text + ": the share must be a number, such as 0.3");
        }
    }
}
