package io.m6flow.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How much memory this process takes, the model's included, in kilobytes; known on Linux only.
 *
 * @param peak the most that it ever took
 */
public record ResidentMemory(long now, long peak) {
    private static final Path STATUS = Path.of("/proc/self/status");

    /** Empty where the system does not tell. */
    public static Optional<ResidentMemory> read() {
        try {
            List<String> lines = Files.isReadable(STATUS) ? Files.readAllLines(STATUS) : List.of();
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ResidentMemory(kilobytes(lines, "VmRSS:"), kilobytes(lines, "VmHWM:")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long kilobytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
