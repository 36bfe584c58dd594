package io.m6flow.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How much memory this process takes, the model's included, in megabytes; known on Linux only. */
record ResidentMemory(long now, long peak) {
    private static final Path STATUS = Path.of("/proc/self/status");

    static Optional<ResidentMemory> read() {
        try {
            List<String> lines = Files.isReadable(STATUS) ? Files.readAllLines(STATUS) : List.of();
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ResidentMemory(megabytes(lines, "VmRSS:"), megabytes(lines, "VmHWM:")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static long megabytes(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
