package io.m6flow.generator.m6;

import ai.djl.Device;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorException;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loaded model with one thread that runs it: prompts wait in a bounded room, join the batch between two steps and
 * leave it when they are written. A device that fails costs what is in hand; the engine opens it again.
 *
 * <p>{@link #submit}, {@link #stats} and {@link #close} may be called from any thread; the network and the batch belong
 * to the engine thread.
 */
final class M6Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(M6Engine.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final ModelFolder folder;
    private final Weights weights;
    private final String device;
    private final GeneratorSettings settings;
    private final BatchLimits limits;
    private final Hands hands;
    private final PromptTemplates templates;
    private final Time time;
    private final Networks networks;
    private final WaitingRoom room;
    private final EngineMeters meters;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final CompletableFuture<Request.Signature> signature = ready.thenApply(this::signature);
    private final Thread thread;
    private volatile boolean closed;
    /** Only the engine thread's. */
    private Duration pause = FIRST_PAUSE;

    /** An engine on this device, with the system's time and the process's meters. */
    static M6Engine on(Device device, ModelFolder folder, GeneratorSettings settings) {
        Weights weights = Weights.check(Safetensors.open(folder.weightFiles()), folder.config());
        Networks networks = new DeviceNetworks(folder, weights, device, settings);
        return new M6Engine(
                folder, weights, Torch.name(device), settings, Time.system(), networks, Metrics.globalRegistry);
    }

    M6Engine(
            ModelFolder folder,
            Weights weights,
            String device,
            GeneratorSettings settings,
            Time time,
            Networks networks,
            MeterRegistry registry) {
        this.folder = folder;
        this.weights = weights;
        this.device = device;
        this.settings = settings;
        boolean gpu = device.startsWith("gpu");
        this.hands = Hands.of(settings, gpu);
        this.limits = BatchLimits.of(settings.slots(), settings.tuning(), gpu, hands.readBeside());
        this.templates = new PromptTemplates(folder);
        this.time = time;
        this.networks = networks;
        this.room = new WaitingRoom(settings.queueCapacity());
        Tags tags = Tags.of("model", folder.name(), "device", device);
        this.meters = new EngineMeters(registry, time, tags, settings.slots(), room::size);
        this.thread = new Thread(this::run, "m6-engine-" + device);
        this.thread.setDaemon(true);
    }

    /** Starts the thread and waits until the weights are on the device. */
    void start() {
        thread.start();
        try {
            ready.join();
        } catch (CompletionException e) {
            throw new GeneratorException("the model did not start: " + e.getCause(), e);
        }
        LOG.info(
                "model {} ({}) runs on {} in {}, {}, with {} slots and {} threads",
                folder.name(),
                folder.digest().substring(0, 12),
                device,
                dtype(),
                settings.tuning().exact() ? "exact" : "fast",
                settings.slots(),
                settings.threads());
    }

    private String dtype() {
        return ready.join();
    }

    ModelCard card() {
        return new ModelCard(
                folder.name(),
                folder.digest(),
                device,
                dtype(),
                templates.kinds(),
                folder.config().maxPositions(),
                templates.passageCharacters(),
                weights.parameters());
    }

    GeneratorStats stats() {
        return meters.snapshot();
    }

    /** The caller's thread normalises, encodes and checks; only what the model must do waits. */
    CompletableFuture<Generation> submit(Prompt prompt) {
        Plan plan;
        try {
            plan = templates.plan(prompt);
        } catch (RuntimeException e) {
            LOG.warn("prompt {} cannot be planned", prompt.id(), e);
            return CompletableFuture.completedFuture(
                    new Generation.Failed(Fault.PROMPT, "the prompt cannot be planned: " + e));
        }
        if (plan instanceof Plan.Decline decline) {
            meters.refused(prompt.kind().name(), decline.reason().code());
            return CompletableFuture.completedFuture(new Generation.Refused(decline.reason()));
        }
        return submit(prompt, plan);
    }

    /** For a plan that was made elsewhere. */
    CompletableFuture<Generation> submit(Prompt prompt, Plan plan) {
        Request request = new Request(prompt, plan, signature.join(), time);
        // Nothing is lost with this handle: it only counts.
        var unused = request.future.whenComplete((generation, cancelled) -> ended(request, generation));
        meters.requested();
        if (!room.offer(request) && !offerAgain(request)) {
            if (closed) {
                request.fail(Fault.CLOSED, "the generator is closed");
            } else {
                request.fail(
                        Fault.BUSY,
                        "the generator's queue is full (" + settings.queueCapacity()
                                + " prompts wait); try again later");
            }
        }
        return request.future;
    }

    /** Those that nobody waits for take no place from those that somebody does. */
    private boolean offerAgain(Request request) {
        room.sweep(time.nanos()).forEach(Request::expire);
        return room.offer(request);
    }

    private void ended(Request request, @Nullable Generation generation) {
        meters.ended(request, generation);
        room.charge(request.prompt.service().tenant(), request.settle(generation));
    }

    private Request.Signature signature(String dtype) {
        String version = folder.digest().substring(0, 12) + "-" + dtype + "-" + device + settings.threads()
                + (settings.tuning().exact() ? "-exact" : "");
        return new Request.Signature(folder.name(), version, templates.version());
    }

    private void run() {
        while (!closed) {
            try (Network network = networks.open()) {
                serve(network);
            } catch (Throwable e) {
                // A native library that fails may throw errors too; whoever waits must hear of it.
                if (ready.isDone()) {
                    pauseAfter(e);
                } else {
                    closed = true;
                    ready.completeExceptionally(e);
                }
            }
        }
        room.close().forEach(request -> request.fail(Fault.CLOSED, "the generator was closed"));
    }

    /** The first time those who wait go on waiting; when the device stays away they are told. */
    private void pauseAfter(Throwable e) {
        if (closed) {
            return;
        }
        LOG.error("the model failed on {}; it is opened again in {}", device, pause, e);
        if (pause.compareTo(FIRST_PAUSE) > 0) {
            room.empty().forEach(request -> request.fail(Fault.DEVICE, "the model failed on " + device));
        }
        LockSupport.parkNanos(pause.toNanos());
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    private void serve(Network network) {
        Reader reader = hands.readBeside()
                ? Reader.beside(network, meters, hands.reading(), "m6-reader-" + device)
                : Reader.inPlace(network, meters);
        Serving serving = new Serving(network, reader, folder, limits, room, meters, time);
        try (reader) {
            serving.warmUp();
            ready.complete(network.dtype());
            pause = FIRST_PAUSE;
            while (!closed) {
                serving.turn();
            }
        } finally {
            serving.end(
                    closed ? Fault.CLOSED : Fault.DEVICE,
                    closed ? "the generator was closed" : "the model failed on " + device);
        }
    }

    /** Ends the thread after its current step; what is in hand completes as failed. Repeatable. */
    @Override
    public void close() {
        closed = true;
        room.close().forEach(request -> request.fail(Fault.CLOSED, "the generator was closed"));
        meters.close();
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                TimeUnit.MILLISECONDS.timedJoin(thread, 100);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
