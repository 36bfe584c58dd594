package io.m6flow.launcher;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Says before anything is started what the machine lacks. */
final class Preflight {
    private static final int JAVA = 17;
    private static final long MEBIBYTE = 1024 * 1024;
    static final long NEEDED_MEMORY = 3000 * MEBIBYTE;
    static final long NEEDED_HEAP = 700 * MEBIBYTE;

    private Preflight() {}

    static void check() {
        checkJava(Runtime.version().feature());
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        checkMemory(machine.getTotalMemorySize(), Runtime.getRuntime().maxMemory());
    }

    static void checkJava(int feature) {
        if (feature < JAVA) {
            throw new UsageException("Java " + feature + " is too old; M6 Flow needs a JDK 17 or newer in JAVA_HOME");
        }
    }

    static void checkMemory(long machine, long heap) {
        if (machine < NEEDED_MEMORY) {
            throw new UsageException(
                    "the machine has " + machine / MEBIBYTE + " MiB of memory; Kafka, Flink and the model"
                            + " together need " + NEEDED_MEMORY / MEBIBYTE + " MiB");
        }
        if (heap < NEEDED_HEAP) {
            throw new UsageException("Java may use " + heap / MEBIBYTE + " MiB of heap; " + NEEDED_HEAP / MEBIBYTE
                    + " MiB are needed: set M6FLOW_HEAP=1536m");
        }
    }
}
