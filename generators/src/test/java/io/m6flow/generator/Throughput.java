package io.m6flow.generator;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A main that prints how fast 32 reasons are written, by slots and threads: what the defaults were chosen from. */
final class Throughput {
    private static final Material.Product DRESS = new Material.Product(
            "碎花雪纺连衣裙",
            "女装/连衣裙",
            List.of(new Attribute("面料", "雪纺"), new Attribute("图案", "碎花"), new Attribute("腰型", "高腰")));

    private Throughput() {}

    public static void main(String[] arguments) {
        for (int threads : new int[] {1, 2}) {
            for (int slots : new int[] {1, 16, 32}) {
                measure(slots, threads);
            }
        }
    }

    private static void measure(int slots, int threads) {
        GeneratorSettings settings =
                GeneratorSettings.defaults().withDevice("cpu").withSlots(slots).withThreads(threads);
        try (TextGenerator generator = Generators.lease(settings)) {
            write(generator, 8);
            GeneratorStats before = generator.stats();
            long cpu = cpuNanos();
            long start = System.nanoTime();
            write(generator, 32);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpuSeconds = (cpuNanos() - cpu) / 1e9;
            GeneratorStats after = generator.stats();
            System.out.printf(
                    "slots %d threads %d: %.0f tokens/s, %.0f tokens per CPU second, %.1f ms a step, load %.1f%n",
                    slots,
                    threads,
                    (after.writtenTokens() - before.writtenTokens()) / seconds,
                    (after.writtenTokens() - before.writtenTokens()) / cpuSeconds,
                    1000 * seconds / (after.decodeSteps() - before.decodeSteps()),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void write(TextGenerator generator, int prompts) {
        List<CompletableFuture<Generation>> futures = IntStream.range(0, prompts)
                .mapToObj(i -> generator.generate(Prompt.of("t" + i, ContentKind.REASON, DRESS, i)))
                .toList();
        futures.forEach(CompletableFuture::join);
    }
}
