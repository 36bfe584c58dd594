package io.m6flow.job.writing;

import io.m6flow.generator.BreakingGenerator;
import io.m6flow.generator.TextGenerator;
import io.m6flow.job.event.JobClock;
import io.m6flow.job.guard.Inspector;
import io.m6flow.job.guard.InspectorFactory;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.codec.AvroTrust;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes texts while the stream goes on. It leases the generator when the job opens and gives it back when the job
 * closes. A refused or failed prompt is a result like any other; nothing that a prompt does fails the job.
 */
public final class AsyncWriting extends RichAsyncFunction<WriteRequest, WriteResult> {
    private static final long serialVersionUID = 1L;

    static {
        AvroTrust.establish();
    }

    /** So many failures in a row, and the generator is left alone for a while; a device that fails once opens again sooner. */
    private static final int FAILURES = 10;

    private static final Duration BREAK = Duration.ofSeconds(2);

    private final GeneratorFactory factory;
    private final InspectorFactory guards;
    private final WritingSettings settings;
    private final JobClock clock;
    private transient @Nullable TextGenerator generator;
    private transient @Nullable Inspector inspector;
    private transient @Nullable ScheduledExecutorService scheduler;

    @SuppressWarnings("NullAway.Init") // set in open
    private transient RequestWriter writer;

    @SuppressWarnings("NullAway.Init") // set in open
    private transient Underway underway;

    public AsyncWriting(GeneratorFactory factory, InspectorFactory guards, WritingSettings settings, JobClock clock) {
        this.factory = factory;
        this.guards = guards;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        TextGenerator opened = new BreakingGenerator(factory.open(), FAILURES, FAILURES, BREAK);
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(
                    work, "writing-" + getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
            thread.setDaemon(true);
            return thread;
        });
        generator = opened;
        Inspector opening = guards.open();
        inspector = opening;
        scheduler = started;
        // The random numbers only spread retries in time, and only the scheduler's thread draws them.
        underway = new Underway();
        writer = new RequestWriter(opened, opening, settings, clock, started, new SplittableRandom());
    }

    @Override
    public void asyncInvoke(WriteRequest request, ResultFuture<WriteResult> result) {
        CompletableFuture<Void> calledOff = underway.begin(request);
        if (request.callsOff()) {
            underway.end(request, calledOff);
            result.complete(List.of(WriteResult.calledOff(request)));
            return;
        }
        // A result that the operator no longer takes belongs to a job that is going down.
        var unused = writer.write(request, calledOff).thenAccept(written -> {
            underway.end(request, calledOff);
            result.complete(List.of(written));
        });
    }

    /** Flink's own limit is only a net: the writer's comes first. */
    @Override
    public void timeout(WriteRequest request, ResultFuture<WriteResult> result) {
        result.complete(List.of(DraftComposer.failed(
                request, DeadLetterReason.GENERATION_FAILED, "the writing took far too long and was given up", 1)));
    }

    @Override
    public void close() {
        if (scheduler != null) {
            scheduler.shutdownNow();
        }
        if (inspector != null) {
            inspector.close();
        }
        if (generator != null) {
            generator.close();
        }
    }
}
