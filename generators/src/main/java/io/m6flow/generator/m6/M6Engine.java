package io.m6flow.generator.m6;

import ai.djl.Device;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorException;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loaded model with one thread that runs it: prompts come in through a bounded queue, join the batch between two
 * steps and leave it when they are written.
 *
 * <p>{@link #submit}, {@link #stats} and {@link #close} may be called from any thread; the network, the batch and all
 * requests taken from the queue belong to the engine thread.
 */
final class M6Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(M6Engine.class);
    private static final String DTYPE = "fp32";

    private final ModelFolder folder;
    private final Weights weights;
    private final Device device;
    private final int slots;
    private final int threads;
    private final ModelCard card;
    private final PromptTemplates templates;
    private final Request.Signature signature;
    private final LongSupplier nanos;
    private final BlockingQueue<Request> queue;
    private final Totals totals = new Totals();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread thread;
    private @Nullable Request head;
    private volatile boolean closed;

    M6Engine(ModelFolder folder, Device device, int slots, int threads, int queueCapacity, LongSupplier nanos) {
        this.folder = folder;
        this.device = device;
        this.slots = slots;
        this.threads = threads;
        this.nanos = nanos;
        this.queue = new ArrayBlockingQueue<>(queueCapacity);
        this.weights = Weights.check(Safetensors.open(folder.weightFiles()), folder.config());
        this.templates = new PromptTemplates(folder);
        String where = device.isGpu() ? "gpu" : "cpu";
        this.card = new ModelCard(
                folder.name(),
                folder.digest(),
                where,
                DTYPE,
                templates.kinds(),
                folder.config().maxPositions(),
                templates.passageCharacters(),
                weights.parameters());
        String version = folder.digest().substring(0, 12) + "-" + DTYPE + "-" + where + threads;
        this.signature = new Request.Signature(folder.name(), version, templates.version());
        this.thread = new Thread(this::run, "m6-engine-" + where);
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
                "model {} ({}) runs on {} in {} with {} slots and {} threads",
                card.name(),
                card.digest().substring(0, 12),
                card.device(),
                card.dtype(),
                slots,
                threads);
    }

    ModelCard card() {
        return card;
    }

    GeneratorStats stats() {
        return totals.snapshot();
    }

    /** The caller's thread normalises, encodes and checks; only what the model must do is queued. */
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
            return CompletableFuture.completedFuture(new Generation.Refused(decline.reason()));
        }
        return submit(new Request(prompt, plan, signature, nanos));
    }

    /** For a plan that was made elsewhere. */
    CompletableFuture<Generation> submit(Prompt prompt, Plan plan) {
        return submit(new Request(prompt, plan, signature, nanos));
    }

    private CompletableFuture<Generation> submit(Request request) {
        if (!queue.offer(request)) {
            request.fail(
                    Fault.BUSY, "the generator's queue is full (" + queue.size() + " prompts wait); try again later");
        }
        if (closed) {
            request.fail(Fault.CLOSED, "the generator is closed");
        }
        totals.request();
        return request.future;
    }

    private void run() {
        try (Network network = Network.load(folder.config(), weights, device, threads)) {
            Batch batch = new Batch(network, folder.vocabulary(), slots, totals);
            Picker picker = new Picker(network, folder.vocabulary(), totals);
            ready.complete(null);
            while (!closed) {
                turn(network, batch, picker);
            }
            batch.failAll(Fault.CLOSED, "the generator was closed");
        } catch (Throwable e) {
            // A native library that fails may throw errors too; whoever waits must hear of it.
            closed = true;
            ready.completeExceptionally(e);
            LOG.error("the engine thread ends", e);
        }
        drain();
    }

    /** One round: wait for work if there is none, let prompts join, take one step. */
    private void turn(Network network, Batch batch, Picker picker) {
        if (batch.isEmpty() && head == null) {
            if (queue.isEmpty()) {
                network.forget();
            }
            await();
        }
        long from = nanos.getAsLong();
        admit(batch, picker);
        if (!batch.isEmpty()) {
            batch.step();
        }
        totals.busy(nanos.getAsLong() - from);
    }

    private void await() {
        try {
            head = queue.take();
        } catch (InterruptedException e) {
            // close() interrupts; the loop sees `closed`.
            head = null;
        }
    }

    private void admit(Batch batch, Picker picker) {
        List<Request> joining = new ArrayList<>();
        int room = batch.free();
        while (room > 0) {
            Request request = head != null ? head : queue.poll();
            head = null;
            if (request == null) {
                break;
            }
            if (request.givenUp()) {
                continue;
            }
            if (request.plan instanceof Plan.Pick pick) {
                answer(picker, request, pick);
            } else {
                joining.add(request);
                room -= request.waiting();
                if (room < 0) {
                    head = request;
                }
            }
        }
        if (!joining.isEmpty()) {
            batch.join(joining);
        }
    }

    private static void answer(Picker picker, Request request, Plan.Pick plan) {
        try {
            picker.pick(request, plan);
        } catch (RuntimeException e) {
            request.fail(Fault.DEVICE, "the model failed: " + e);
        }
    }

    private void drain() {
        if (head != null) {
            head.fail(Fault.CLOSED, "the generator was closed");
        }
        for (Request request = queue.poll(); request != null; request = queue.poll()) {
            request.fail(Fault.CLOSED, "the generator was closed");
        }
    }

    /** Ends the thread after its current step; what is in hand completes as failed. Repeatable. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
