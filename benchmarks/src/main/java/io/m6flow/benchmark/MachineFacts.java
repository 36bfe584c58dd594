package io.m6flow.benchmark;

import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Generators;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.TextGenerator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * Where and on what figures were measured.
 *
 * @param load runnable threads of the whole machine over the last minute before; high where others work too
 */
record MachineFacts(
        int cores,
        String cpu,
        double load,
        String java,
        int threads,
        String device,
        String model,
        String digest,
        String date,
        String commit) {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    private static final String UNKNOWN = "unknown";

    /** Starts the engine once to see the model and the device. */
    static MachineFacts of(GeneratorSettings settings, Clock clock) {
        try (TextGenerator generator = Generators.start(settings.withSlots(1))) {
            ModelCard card = generator.card();
            return new MachineFacts(
                    Runtime.getRuntime().availableProcessors(),
                    cpuName(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                    Runtime.version().toString(),
                    settings.threads(),
                    card.device(),
                    card.name(),
                    card.digest(),
                    clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                    commit(Path.of(System.getProperty("m6flow.home", "."))));
        }
    }

    private static String cpuName() {
        if (!Files.isReadable(CPU)) {
            return System.getProperty("os.arch", UNKNOWN);
        }
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** The commit of the source tree, with a plus where something in it was changed. */
    private static String commit(Path home) {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--abbrev=12", "--dirty=+")
                    .directory(home.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? answer : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }
}
