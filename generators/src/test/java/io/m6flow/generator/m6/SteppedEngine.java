package io.m6flow.generator.m6;

import ai.djl.Device;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Tuning;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** The embedded model, turned by hand: who joins at which step, and what time it is, is up to the test. */
final class SteppedEngine {
    private static final ModelFolder FOLDER = Nano.folder();
    private static final Network NETWORK = load();

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final WaitingRoom room;
    private final AtomicLong nanos = new AtomicLong();
    private final Time time = new Time(() -> Instant.EPOCH.plusNanos(nanos.get()), nanos::get);
    private final EngineMeters meters;
    private final PromptTemplates templates = new PromptTemplates(FOLDER);
    private final Serving serving;

    SteppedEngine(Tuning tuning, int slots) {
        this(tuning, slots, network -> network);
    }

    SteppedEngine(Tuning tuning, int slots, UnaryOperator<Network> around) {
        NETWORK.forget();
        room = new WaitingRoom(64);
        meters = new EngineMeters(registry, time, Tags.empty(), slots, room::size);
        Network network = around.apply(NETWORK);
        Reader reader = Reader.inPlace(network, meters);
        serving = new Serving(network, reader, FOLDER, BatchLimits.of(slots, tuning, false, false), room, meters, time);
    }

    private static Network load() {
        Torch.devices("cpu");
        Weights weights = Weights.check(Safetensors.open(FOLDER.weightFiles()), FOLDER.config());
        Vocabulary vocabulary = FOLDER.vocabulary();
        int end = vocabulary.control("<eos>");
        return TorchNetwork.load(
                FOLDER.config(), weights, Device.cpu(), 1, false, id -> id == end || vocabulary.isText(id));
    }

    Plan plan(Prompt prompt) {
        return templates.plan(prompt);
    }

    CompletableFuture<Generation> submit(Prompt prompt) {
        return submit(prompt, plan(prompt));
    }

    CompletableFuture<Generation> submit(Prompt prompt, Plan plan) {
        Request request = new Request(prompt, plan, new Request.Signature("m", "v", "p"), time);
        var unused = request.future.whenComplete((generation, fault) -> meters.ended(request, generation));
        if (!room.offer(request)) {
            throw new IllegalStateException("the room is full");
        }
        return request.future;
    }

    Request waiting(Prompt prompt) {
        return new Request(prompt, plan(prompt), new Request.Signature("m", "v", "p"), time);
    }

    /** One round of joining and stepping; call it only while something waits or is being written. */
    void turn() {
        serving.turn();
    }

    /** What the future gives, after as many turns as that takes. */
    Generation turnUntilDone(CompletableFuture<Generation> future) {
        for (int turn = 0; !future.isDone(); turn++) {
            if (turn > 2_000) {
                throw new AssertionError("not done after 2,000 turns");
            }
            serving.turn();
        }
        return future.join();
    }

    void passTime(long amount, TimeUnit unit) {
        nanos.addAndGet(unit.toNanos(amount));
    }

    Instant now() {
        return time.now();
    }

    GeneratorStats stats() {
        return meters.snapshot();
    }
}
