package io.m6flow.launcher;

import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Settings;
import io.m6flow.schema.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything on this machine. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts Kafka, Redis, Flink, the model and the review pages on this machine and feeds the sample events.",
            "With --once: feeds the files, waits until all is done, writes the results and ends."
        })
final class UpCommand implements Callable<Integer> {
    @Option(names = "--once", description = "end when every event has its outcome and every draft its decision")
    private boolean once;

    @Option(names = "--products", paramLabel = "FILE", description = "product events in place of the samples")
    private @Nullable Path products;

    @Option(names = "--segments", paramLabel = "FILE", description = "speech segments in place of the samples")
    private @Nullable Path segments;

    @Option(names = "--no-samples", description = "feed nothing by itself")
    private boolean noSamples;

    @Option(
            names = "--kinds",
            split = ",",
            description = "what to write about products that do not say it: REASON, THEME, HINT, BADGE")
    private List<Kind> kinds = List.of();

    @Option(
            names = "--speed",
            defaultValue = "4",
            description = "feed segments so many times faster than speech; 0: at once")
    private double speed;

    @Option(names = "--out", paramLabel = "DIR", description = "with --once: where the results go")
    private @Nullable Path out;

    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    UpCommand() {}

    @Override
    public Integer call() throws IOException {
        Preflight.check();
        return once ? runOnce() : runLive();
    }

    private int runOnce() throws IOException {
        Path results = out;
        if (results == null) {
            throw new UsageException("--once needs --out DIR for the results");
        }
        if (products == null && segments == null) {
            throw new UsageException("--once needs something to feed; name --products FILE or --segments FILE");
        }
        Settings settings = settingsOfOnce(results);
        if (ReviewParts.policy(settings).waitsForPeople()) {
            throw new UsageException("policy " + settings.review().policy()
                    + " waits for people, and --once has none; choose --policy approve-all");
        }
        Clock clock = Clock.systemUTC();
        Stopwatch total = Stopwatch.start(clock);
        Console console = Console.standard();
        DataDirectory data = new DataDirectory(settings.dataDir());
        OnceRun.Input input = new OnceRun.Input(file(products), file(segments), kinds);
        data.hold();
        LogFile.use(data.log());
        console.say("M6 Flow once, in " + data.root());
        try (Installation installation = new Installation(settings, data, console, clock, false)) {
            Runtime.getRuntime().addShutdownHook(new Thread(installation::close, "stop"));
            var running = installation.start();
            data.announce(installation.endpoints());
            new OnceRun(running, console, clock, total)
                    .run(input, results.toAbsolutePath(), settings.moreSinks().files());
            installation.jobsHaveStopped();
        } finally {
            data.letGo();
        }
        return 0;
    }

    /** Unless told otherwise, a run keeps its data beside its results: two runs do not meet. */
    private Settings settingsOfOnce(Path results) {
        if (!options.names(ConfigKey.DATA_DIR)) {
            options.data(results.resolve("data").toString());
        }
        for (ConfigKey port :
                List.of(ConfigKey.KAFKA_PORT, ConfigKey.REDIS_PORT, ConfigKey.REVIEW_PORT, ConfigKey.FLINK_PORT)) {
            options.standIn(port, "0");
        }
        return options.read();
    }

    private int runLive() throws IOException {
        Settings settings = options.read();
        Clock clock = Clock.systemUTC();
        DataDirectory data = new DataDirectory(settings.dataDir());
        Optional<InputFile> products = file(this.products).or(() -> sample("products.jsonl"));
        Optional<InputFile> segments = file(this.segments).or(() -> sample("segments.jsonl"));
        data.hold();
        LogFile.use(data.log());
        new LiveRun(settings, data, Console.standard(), clock).run(new OnceRun.Input(products, segments, kinds), speed);
        return 0;
    }

    /** Samples are fed only where nothing else was named. */
    private Optional<InputFile> sample(String name) {
        return noSamples || products != null || segments != null
                ? Optional.empty()
                : Optional.of(InputFile.sample(name));
    }

    private static Optional<InputFile> file(@Nullable Path path) {
        return Optional.ofNullable(path).map(InputFile::at);
    }
}
