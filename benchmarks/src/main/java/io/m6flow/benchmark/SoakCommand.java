package io.m6flow.benchmark;

import io.m6flow.generator.Generators;
import io.m6flow.generator.TextGenerator;
import io.m6flow.launcher.ResidentMemory;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends many short requests and watches the memory. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = "Sends many short requests; fails if resident memory grows by more than 5 %% after the first"
                + " tenth, or a request gets no text.")
final class SoakCommand implements Callable<Integer> {
    private static final double MOST_GROWTH = 0.05;

    @Mixin
    private EngineOptions options;

    @Option(names = "--requests", defaultValue = "50000", description = "how many; default ${DEFAULT-VALUE}")
    private int requests;

    @Option(names = "--slots", defaultValue = "64", description = "texts side by side; default ${DEFAULT-VALUE}")
    private int slots;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    SoakCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        long start = System.nanoTime();
        Soak soak = new Soak(requests, SoakCommand::residentKilobytes, (answered, kilobytes) -> {
            double seconds = (System.nanoTime() - start) / 1e9;
            out.println(line(answered, seconds, kilobytes));
            out.flush();
        });
        double growth;
        try (TextGenerator generator = Generators.start(options.settings().withSlots(slots))) {
            growth = soak.run(generator, 2 * slots, System::nanoTime);
        }
        boolean flat = growth <= MOST_GROWTH;
        out.println(String.format(
                Locale.ROOT,
                "growth after the first tenth: %.1f %% (at most %.0f %%: %s); requests without a text: %d",
                100 * growth,
                100 * MOST_GROWTH,
                flat ? "met" : "NOT met",
                soak.failed()));
        System.gc();
        out.println(String.format(
                Locale.ROOT,
                "Java's heap is in memory from the start; of its %.0f MB %.1f MB are in use after a collection",
                Runtime.getRuntime().maxMemory() / 1048576.0,
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1048576.0));
        return flat && soak.failed() == 0 ? 0 : Main.FAILED;
    }

    private static long residentKilobytes() {
        return ResidentMemory.read()
                .orElseThrow(() -> new BenchException("resident memory can be told on Linux only"))
                .now();
    }

    private String line(int answered, double seconds, long kilobytes) {
        return String.format(
                Locale.ROOT,
                "%5.1f %%  %6d of %d  %5.0f s, about %.0f s left  %.0f requests/s  resident %.1f MB",
                100.0 * answered / requests,
                answered,
                requests,
                seconds,
                seconds * (requests - answered) / answered,
                answered / seconds,
                kilobytes / 1024.0);
    }
}
