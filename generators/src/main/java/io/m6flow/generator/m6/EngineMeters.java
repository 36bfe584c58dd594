package io.m6flow.generator.m6;

import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an engine tells of every request and step, to a meter registry and as running totals. Meters are named
 * {@code m6flow.generator.*}; docs/performance.md lists them. Safe for use by many threads.
 */
final class EngineMeters {
    private static final String PREFIX = "m6flow.generator.";
    /** Further tenants share one name, so that the number of time series stays bounded. */
    private static final int TENANTS_BY_NAME = 100;

    private final MeterRegistry registry;
    private final Time time;
    private final Tags engine;
    private final Set<String> tenants = ConcurrentHashMap.newKeySet();
    private final DistributionSummary rows;
    private final DistributionSummary fill;
    private final DistributionSummary padding;
    private final Timer stepTime;
    private final Timer readTime;
    private final Gauge waiting;
    private final int slots;
    private GeneratorStats totals = GeneratorStats.NONE;

    EngineMeters(MeterRegistry registry, Time time, Tags engine, int slots, IntSupplier waiting) {
        this.registry = registry;
        this.time = time;
        this.engine = engine;
        this.slots = slots;
        this.rows = registry.summary(PREFIX + "step.rows", engine);
        this.fill = registry.summary(PREFIX + "batch.fill", engine);
        this.padding = registry.summary(PREFIX + "padding.share", engine);
        this.stepTime = registry.timer(PREFIX + "step", engine);
        this.readTime = registry.timer(PREFIX + "read", engine);
        this.waiting = Gauge.builder(PREFIX + "waiting", waiting, IntSupplier::getAsInt)
                .tags(engine)
                .strongReference(true)
                .register(registry);
    }

    long now() {
        return time.nanos();
    }

    void requested() {
        add(new GeneratorStats(1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    /** Sources of so many positions in all were read in one call. */
    void read(long positions, long begun) {
        long took = time.nanos() - begun;
        readTime.record(took, TimeUnit.NANOSECONDS);
        add(new GeneratorStats(0, positions, 0, 0, 0, positions, positions, took / 1e9, 0, 0));
    }

    /** Tokens were chosen right after reading. */
    void wrote(long tokens) {
        add(new GeneratorStats(0, 0, tokens, 0, 0, 0, 0, 0, 0, 0));
    }

    /**
     * A decode call ended.
     *
     * @param passes steps in the call
     * @param computed positions that the maths ran over
     * @param useful those of them that decided a token
     */
    void step(int texts, int passes, long computed, long useful, long written, long begun) {
        long took = time.nanos() - begun;
        stepTime.record(took, TimeUnit.NANOSECONDS);
        rows.record(texts);
        fill.record((double) texts / slots);
        padding.record(1 - (double) useful / computed);
        long slotSteps = (long) texts * passes;
        add(new GeneratorStats(0, 0, written, passes, slotSteps, computed, useful, 0, took / 1e9, 0));
    }

    void busy(long nanos) {
        add(new GeneratorStats(0, 0, 0, 0, 0, 0, 0, 0, 0, nanos / 1e9));
    }

    /** A request came to its end: with a generation, or given up by its caller. */
    void ended(Request request, @Nullable Generation generation) {
        String outcome = generation == null
                ? "cancelled"
                : generation.fold(
                        written -> "written",
                        refused -> refused.reason().code().toLowerCase(Locale.ROOT),
                        failed -> failed.fault().name().toLowerCase(Locale.ROOT));
        Tags kind = engine.and("kind", request.prompt.kind().name());
        Tags all = kind.and("tenant", tenant(request.prompt.service().tenant()), "outcome", outcome);
        registry.counter(PREFIX + "requests", all).increment();
        if (request.waitedNanos() >= 0) {
            registry.timer(PREFIX + "queue.wait", kind).record(request.waitedNanos(), TimeUnit.NANOSECONDS);
        }
        if (request.firstTokenNanos() >= 0) {
            registry.timer(PREFIX + "first.token", kind).record(request.firstTokenNanos(), TimeUnit.NANOSECONDS);
        }
        if (generation instanceof Generation.Written written) {
            registry.timer(PREFIX + "latency", kind).record(request.ageNanos(), TimeUnit.NANOSECONDS);
            registry.counter(PREFIX + "tokens", all).increment(written.trace().writtenTokens());
        }
    }

    /** A prompt that never became a request: its refusal is known before it waits. */
    void refused(String kind, String code) {
        registry.counter(
                        PREFIX + "requests",
                        engine.and("kind", kind, "tenant", "", "outcome", code.toLowerCase(Locale.ROOT)))
                .increment();
    }

    private String tenant(String name) {
        if (tenants.contains(name) || (tenants.size() < TENANTS_BY_NAME && tenants.add(name))) {
            return name;
        }
        return "others";
    }

    /** The engine is gone: nothing waits there any more. What was counted stays. */
    void close() {
        registry.remove(waiting);
    }

    private synchronized void add(GeneratorStats more) {
        totals = totals.plus(more);
    }

    synchronized GeneratorStats snapshot() {
        return totals;
    }
}
