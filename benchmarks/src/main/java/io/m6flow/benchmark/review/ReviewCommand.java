package io.m6flow.benchmark.review;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.benchmark.BenchException;
import io.m6flow.benchmark.Percentiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast the queue answers many reviewers: people who think, and programs that do not. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        description =
                "Times claims and decisions over HTTP while many items wait, with every acknowledged change on disk.")
public final class ReviewCommand implements Callable<Integer> {
    /** A service runs for days; in its first minute most of the time goes to compiling it. */
    private static final Duration WARM_UP = Duration.ofSeconds(60);

    private static final Duration PROBE = Duration.ofSeconds(3);
    private static final double MOST_CLAIM_MILLIS = 50;
    private static final double MOST_DECIDE_MILLIS = 100;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Option(names = "--items", defaultValue = "100000", description = "items that wait; default ${DEFAULT-VALUE}")
    private int items;

    @Option(names = "--merchants", defaultValue = "100", description = "whose they are; default ${DEFAULT-VALUE}")
    private int merchants;

    @Option(names = "--reviewers", defaultValue = "200", description = "side by side; default ${DEFAULT-VALUE}")
    private int reviewers;

    @Option(
            names = "--think",
            defaultValue = "PT2S",
            description = "how long a person thinks on average about an item; default ${DEFAULT-VALUE}")
    private Duration think = Duration.ofSeconds(2);

    @Option(names = "--seconds", defaultValue = "60", description = "of each part; default ${DEFAULT-VALUE}")
    private int seconds;

    @Option(names = "--json", paramLabel = "FILE", description = "also writes the results to this file")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    private final LongSupplier nanos = System::nanoTime;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    public ReviewCommand() {}

    @Override
    public Integer call() throws IOException {
        Map<String, Double> figures = new LinkedHashMap<>();
        try (ReviewSite site = ReviewSite.start(reviewers)) {
            admit(site);
            figures.put("fsyncPerSecond", FsyncProbe.perSecond(site.directory(), PROBE, nanos));
            Crowd.Seen people = work(site, "people", think);
            figures.put("claimMillisP99", Percentiles.of(99, people.claimMillis()));
            figures.put("decideMillisP99", Percentiles.of(99, people.decideMillis()));
            figures.put("claimMillisMedian", Percentiles.of(50, people.claimMillis()));
            figures.put("decideMillisMedian", Percentiles.of(50, people.decideMillis()));
            figures.put("peoplesDecisionsPerSecond", people.decisionsPerSecond());
            Crowd.Seen programs = work(site, "programs", Duration.ZERO);
            figures.put("decisionsPerSecond", programs.decisionsPerSecond());
            figures.put("programsClaimMillisP99", Percentiles.of(99, programs.claimMillis()));
            figures.put("programsDecideMillisP99", Percentiles.of(99, programs.decideMillis()));
            figures.put("stillWaiting", (double) site.waiting());
        }
        print(figures);
        if (json != null) {
            write(json, figures);
        }
        return 0;
    }

    private void admit(ReviewSite site) {
        AtomicInteger admitted = new AtomicInteger();
        WaitingDrafts drafts = new WaitingDrafts(merchants, Clock.systemUTC().instant());
        site.admit(items, drafts::draft, count -> {
            if (admitted.addAndGet(count) % 10_000 == 0) {
                say("%d of %d items wait", admitted.get(), items);
            }
        });
        if (site.waiting() != items) {
            throw new BenchException(items + " items should wait, but " + site.waiting() + " do");
        }
    }

    private Crowd.Seen work(ReviewSite site, String who, Duration thinking) {
        say("%d %s review for %d s", reviewers, who, seconds + WARM_UP.toSeconds());
        return new Crowd(site.address(), reviewers, thinking, nanos)
                .work(WARM_UP, Duration.ofSeconds(seconds), () -> {});
    }

    private void print(Map<String, Double> figures) {
        say(
                "%d items waited, %d reviewers who thought %s on average, then as many programs that did not think;"
                        + " Redis with appendfsync always, %d processors",
                items, reviewers, think, Runtime.getRuntime().availableProcessors());
        figures.forEach((name, value) -> say("%-28s %10.1f  %s", name, value, verdict(name, value)));
    }

    private static String verdict(String name, double value) {
        return switch (name) {
            case "claimMillisP99" -> verdict(value, MOST_CLAIM_MILLIS);
            case "decideMillisP99" -> verdict(value, MOST_DECIDE_MILLIS);
            default -> "";
        };
    }

    private static String verdict(double value, double most) {
        return String.format(Locale.ROOT, "at most %.0f: %s", most, value <= most ? "met" : "NOT met");
    }

    private void say(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    private void write(Path file, Map<String, Double> figures) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        figures.forEach(root::put);
        root.putObject("scale")
                .put("items", items)
                .put("merchants", merchants)
                .put("reviewers", reviewers)
                .put("thinkMillis", think.toMillis())
                .put("seconds", seconds);
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }
}
