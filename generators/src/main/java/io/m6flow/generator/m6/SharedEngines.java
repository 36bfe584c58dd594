package io.m6flow.generator.m6;

import ai.djl.Device;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The engines of this process, one per model and device, counted by their leases. Safe for use by many threads. */
public final class SharedEngines {
    private static final Map<Key, Shared> ENGINES = new HashMap<>();

    private SharedEngines() {}

    private record Key(String digest, String device) {}

    private static final class Shared {
        final M6Engine engine;
        int leases;

        Shared(M6Engine engine) {
            this.engine = engine;
        }
    }

    /** A lease on the engine for these settings, which is started if there is none. */
    public static TextGenerator lease(GeneratorSettings settings) {
        Device device = Torch.device(settings.device());
        ModelFolder folder =
                settings.modelDir() == null ? EmbeddedModel.open() : ModelFolder.open(Path.of(settings.modelDir()));
        Key key = new Key(folder.digest(), device.toString());
        synchronized (ENGINES) {
            Shared shared = ENGINES.get(key);
            if (shared == null) {
                shared = new Shared(new M6Engine(
                        folder,
                        device,
                        settings.slots(),
                        settings.threads(),
                        settings.queueCapacity(),
                        System::nanoTime));
                shared.engine.start();
                ENGINES.put(key, shared);
            }
            shared.leases++;
            return new Lease(key, shared);
        }
    }

    /** An engine that nobody else leases. */
    public static TextGenerator start(GeneratorSettings settings) {
        Device device = Torch.device(settings.device());
        ModelFolder folder =
                settings.modelDir() == null ? EmbeddedModel.open() : ModelFolder.open(Path.of(settings.modelDir()));
        Shared shared = new Shared(new M6Engine(
                folder, device, settings.slots(), settings.threads(), settings.queueCapacity(), System::nanoTime));
        shared.engine.start();
        shared.leases++;
        return new Lease(new Key(folder.digest(), device.toString()), shared);
    }

    /** How many engines this process runs. */
    static int running() {
        synchronized (ENGINES) {
            return ENGINES.size();
        }
    }

    private static void giveBack(Key key, Shared shared) {
        synchronized (ENGINES) {
            shared.leases--;
            if (shared.leases == 0) {
                ENGINES.remove(key, shared);
                shared.engine.close();
            }
        }
    }

    private static final class Lease implements TextGenerator {
        private final Key key;
        private final Shared shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        Lease(Key key, Shared shared) {
            this.key = key;
            this.shared = shared;
        }

        @Override
        public CompletableFuture<Generation> generate(Prompt prompt) {
            if (closed.get()) {
                return CompletableFuture.completedFuture(new Generation.Failed(Fault.CLOSED, "this lease was closed"));
            }
            return shared.engine.submit(prompt);
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
                giveBack(key, shared);
            }
        }
    }
}
