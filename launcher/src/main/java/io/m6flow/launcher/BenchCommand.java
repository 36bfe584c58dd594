package io.m6flow.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stands in the list of commands; the script {@code m6flow} starts the measurements' own main in its place. */
@Command(
        name = "bench",
        description = "Measures this machine: bench engine, bench pipeline, bench review, bench soak, bench guards,"
                + " bench micro.")
final class BenchCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UsageException(
                "the measurements are no part of an installation; run ./m6flow bench in the source tree");
    }
}
