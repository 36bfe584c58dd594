package io.m6flow.generator.m6;

import ai.djl.Device;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Spread;
import io.m6flow.generator.TextGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The engines of a process, one per model and device, counted by their leases. An engine is closed a while after its
 * last lease, so that a job which restarts finds the one it left; settings hold from the first lease to the last.
 * Safe for use by many threads.
 */
public final class SharedEngines {
    private static final Duration LINGER = Duration.ofSeconds(30);
    private static final Generation CLOSED = new Generation.Failed(Fault.CLOSED, "this lease was closed");
    private static final SharedEngines OF_THIS_PROCESS = new SharedEngines(M6Engine::on, LINGER, timer());

    private final Starter starter;
    private final Duration linger;
    private final ScheduledExecutorService timer;
    private final Map<Key, Shared> engines = new HashMap<>();

    /** Makes an engine; it is started by the caller. */
    interface Starter {
        M6Engine engine(Device device, ModelFolder folder, GeneratorSettings settings);
    }

    private record Key(String digest, String device) {}

    private static final class Shared {
        final Key key;
        final GeneratorSettings settings;
        final M6Engine engine;
        int leases;
        long releases;

        Shared(Key key, GeneratorSettings settings, M6Engine engine) {
            this.key = key;
            this.settings = settings;
            this.engine = engine;
        }
    }

    SharedEngines(Starter starter, Duration linger, ScheduledExecutorService timer) {
        this.starter = starter;
        this.linger = linger;
        this.timer = timer;
    }

    private static ScheduledExecutorService timer() {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "m6-engine-linger");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A lease on the engines of this process for these settings, which are started if there are none. */
    public static TextGenerator lease(GeneratorSettings settings) {
        return OF_THIS_PROCESS.open(settings);
    }

    /** Engines that nobody else leases. */
    public static TextGenerator start(GeneratorSettings settings) {
        return new SharedEngines(M6Engine::on, Duration.ZERO, timer()).open(settings);
    }

    /** The digest of a model folder, or of the embedded model for null. */
    public static String digest(@Nullable String modelDir) {
        return folder(modelDir).digest();
    }

    private static ModelFolder folder(@Nullable String modelDir) {
        return modelDir == null ? EmbeddedModel.open() : ModelFolder.open(Path.of(modelDir));
    }

    TextGenerator open(GeneratorSettings settings) {
        ModelFolder folder = folder(settings.modelDir());
        List<TextGenerator> leases = new ArrayList<>();
        try {
            for (Device device : Torch.devices(settings.device())) {
                leases.add(new Lease(take(folder, device, settings)));
            }
        } catch (RuntimeException e) {
            leases.forEach(TextGenerator::close);
            throw e;
        }
        return Spread.over(leases);
    }

    private synchronized Shared take(ModelFolder folder, Device device, GeneratorSettings settings) {
        Key key = new Key(folder.digest(), Torch.name(device));
        Shared shared = engines.get(key);
        if (shared != null && shared.leases == 0 && !shared.settings.equals(settings)) {
            engines.remove(key);
            shared.engine.close();
            shared = null;
        }
        if (shared == null) {
            shared = new Shared(key, settings, starter.engine(device, folder, settings));
            shared.engine.start();
            engines.put(key, shared);
        }
        shared.leases++;
        return shared;
    }

    /** How many engines run. */
    synchronized int running() {
        return engines.size();
    }

    private synchronized void giveBack(Shared shared) {
        shared.leases--;
        long release = ++shared.releases;
        if (shared.leases > 0) {
            return;
        }
        if (linger.isZero()) {
            closeIfIdle(shared, release);
        } else {
            var unused = timer.schedule(() -> closeIfIdle(shared, release), linger.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Only if nobody has leased it since. */
    private synchronized void closeIfIdle(Shared shared, long release) {
        if (shared.leases == 0 && shared.releases == release && engines.remove(shared.key, shared)) {
            shared.engine.close();
        }
    }

    /** Closes every engine at once, leased or not. */
    synchronized void closeAll() {
        engines.values().forEach(shared -> shared.engine.close());
        engines.clear();
    }

    private final class Lease implements TextGenerator {
        private final Shared shared;
        private final AtomicBoolean closed = new AtomicBoolean();
        private final AtomicLong numbers = new AtomicLong();
        private final Map<Long, CompletableFuture<Generation>> inHand = new ConcurrentHashMap<>();

        Lease(Shared shared) {
            this.shared = shared;
        }

        @Override
        public CompletableFuture<Generation> generate(Prompt prompt) {
            if (closed.get()) {
                return CompletableFuture.completedFuture(CLOSED);
            }
            CompletableFuture<Generation> future = shared.engine.submit(prompt);
            long number = numbers.incrementAndGet();
            inHand.put(number, future);
            var unused = future.whenComplete((generation, fault) -> inHand.remove(number));
            if (closed.get()) {
                future.complete(CLOSED);
            }
            return future;
        }

        @Override
        public ModelCard card() {
            return shared.engine.card();
        }

        @Override
        public GeneratorStats stats() {
            return shared.engine.stats();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                inHand.values().forEach(future -> future.complete(CLOSED));
                giveBack(shared);
            }
        }
    }
}
