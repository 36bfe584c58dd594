package io.m6flow.generator.m6;

import io.m6flow.generator.Fault;
import io.m6flow.generator.GeneratorStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turns of an engine over one open network: let prompts join, take a step, and so on. Ends with an exception when
 * the network fails; what was in hand has then been told.
 *
 * <p>Confined to the engine thread.
 */
final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_SWEEPS = Duration.ofMillis(20);
    private static final int WARM_SOURCE = 16;

    private final Network network;
    private final BatchLimits limits;
    private final WaitingRoom room;
    private final EngineMeters meters;
    private final Time time;
    private final Batch batch;
    private final Picker picker;
    private final Pace pace = new Pace();
    private final Admission admission = new Admission();
    private final Turns turns;

    /** Requests taken in this turn that are not safely in the batch yet; whatever goes wrong, they are not lost. */
    private final List<Request> taken = new ArrayList<>();

    /** The columns that the texts in hand can come to need, those taken in this turn included. */
    private long columns;

    private long swept;

    Serving(
            Network network,
            Reader reader,
            ModelFolder folder,
            BatchLimits limits,
            WaitingRoom room,
            EngineMeters meters,
            Time time) {
        this.network = network;
        this.limits = limits;
        this.room = room;
        this.meters = meters;
        this.time = time;
        this.batch = new Batch(network, reader, folder, limits, meters, pace);
        this.picker = new Picker(network, folder.vocabulary(), meters);
        this.turns = new Turns(room, pace, time);
    }

    /** Runs the shapes that come first, so that no request pays for what libtorch does once. */
    void warmUp() {
        network.prefill(List.of(new int[WARM_SOURCE]), new int[1], new int[1], new int[1]);
        for (int rows : new int[] {1, limits.slots()}) {
            Feed feed = new Feed(network.lanes(), limits.tuning().exact(), 1);
            for (int row = 0; row < rows; row++) {
                feed.add(0, WARM_SOURCE, 0);
            }
            network.step(feed);
        }
        network.forget();
    }

    /** One round: wait for work if there is none, let prompts join, take one step. */
    void turn() {
        if (batch.isEmpty() && turns.nobodyReturns() && !room.await(IDLE)) {
            network.forget();
            admission.restore();
            room.await(null);
        }
        GeneratorStats before = meters.snapshot();
        long from = time.nanos();
        try {
            sweep(from);
            columns = batch.cost();
            if (batch.wantsNewcomers()) {
                admit();
            }
            batch.seatNewcomers();
            if (batch.writes()) {
                batch.step(turns.nobodyWaits());
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            if (!isOutOfMemory(e)) {
                throw e;
            }
            makeRoom();
        }
        meters.busy(time.nanos() - from);
        pace.turned(meters.snapshot().since(before));
    }

    /** What expired is told so, be it waiting or being written; what nobody waits for gives its slot back. */
    private void sweep(long now) {
        if (now - swept >= BETWEEN_SWEEPS.toNanos()) {
            swept = now;
            room.sweep(now).forEach(Request::expire);
        }
        batch.dropGivenUp(now);
    }

    /** Half as much from now on: newcomers wait, else the newer half does; what does not fit even alone fails. */
    private void makeRoom() {
        admission.halve(columns);
        LOG.warn("the device is out of memory; from now on at most {} columns at once", admission.limit());
        List<Request> out = new ArrayList<>(batch.newcomers());
        out.addAll(taken);
        if (out.isEmpty()) {
            out.addAll(batch.newerHalf());
        }
        batch.abandon(out);
        taken.clear();
        if (batch.isEmpty() && out.size() == 1) {
            out.forEach(request -> request.fail(
                    Fault.DEVICE, "prompt " + request.prompt.id() + " does not fit into the device's memory"));
        } else {
            turns.comeBack(out);
        }
    }

    private void admit() {
        List<Request> joining = new ArrayList<>();
        int slots = batch.free();
        int budget = limits.holdsTogether() ? Integer.MAX_VALUE : limits.readAtOnce();
        while (slots > 0 && budget > 0) {
            Request request = turns.next(batch.isEmpty() && taken.isEmpty());
            if (request == null) {
                break;
            }
            if (!admission.admits(columns, request.cost()) || !fits(request, slots)) {
                turns.comesFirst(request);
                break;
            }
            taken.add(request);
            room.charge(request.prompt.service().tenant(), request.reserve());
            budget -= request.sourceTokens();
            if (request.plan instanceof Plan.Pick pick) {
                picker.pick(request, pick);
            } else {
                joining.add(request);
                slots -= request.waiting();
                columns += request.cost();
            }
        }
        if (!joining.isEmpty()) {
            batch.join(joining);
        }
        taken.clear();
        joining.stream()
                .filter(request -> request.waiting() > 0 && !request.givenUp())
                .forEach(turns::comesFirst);
    }

    /** Candidates join together, so that their source is read once; those that never fit in one batch come in parts. */
    private boolean fits(Request request, int slots) {
        return request.waiting() <= slots || slots == limits.slots();
    }

    private static boolean isOutOfMemory(Throwable e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return e instanceof OutOfMemoryError
                || message.contains("out of memory")
                || message.contains("can't allocate memory")
                || message.contains("not enough memory");
    }

    /** Whoever is still in hand is told so. */
    void end(Fault fault, String message) {
        batch.failAll(fault, message);
        taken.forEach(request -> request.fail(fault, message));
        turns.returning().forEach(request -> request.fail(fault, message));
    }
}
