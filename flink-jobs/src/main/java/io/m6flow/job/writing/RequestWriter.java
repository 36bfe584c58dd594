package io.m6flow.job.writing;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Redo;
import io.m6flow.generator.Service;
import io.m6flow.generator.TextGenerator;
import io.m6flow.job.event.JobClock;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.ContentId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Writes for one request after another, side by side. Safe for many threads. */
final class RequestWriter {
    private final PatientGenerator generator;
    private final SummaryReduction reduction;
    private final DraftComposer composer;
    private final WritingAgain again;
    private final WritingSettings settings;

    RequestWriter(
            TextGenerator generator,
            WritingSettings settings,
            JobClock clock,
            ScheduledExecutorService scheduler,
            RandomGenerator random) {
        this.generator = new PatientGenerator(generator, settings, scheduler, random);
        // Half of the positions are left to the task's own tokens and what is written.
        int window = Math.min(
                settings.windowCharacters(), Math.max(50, generator.card().maxPositions() / 2));
        this.reduction = new SummaryReduction(this.generator, window);
        this.composer = new DraftComposer(clock);
        this.again = new WritingAgain(this.generator, composer);
        this.settings = settings;
    }

    /** Completes normally whatever happens: what went wrong stands in the result. */
    CompletableFuture<WriteResult> write(WriteRequest request) {
        try {
            return begin(request).exceptionally(fault -> broken(request, fault));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(broken(request, e));
        }
    }

    private CompletableFuture<WriteResult> begin(WriteRequest request) {
        return switch (request.kind()) {
            case REASON, THEME, HINT, BADGE ->
                ask(request, KindFacts.material(request.kind(), request.blank().getSource()));
            case SCRIPT -> ask(request, new Material.Text(request.text()));
            case SUMMARY ->
                reduction
                        .reduce(new ContentId(request.contentId()), request.text())
                        .thenCompose(text -> ask(request, new Material.Text(text)));
        };
    }

    private CompletableFuture<WriteResult> ask(WriteRequest request, Material material) {
        ContentId id = new ContentId(request.contentId());
        ContentKind kind = contentKind(request.kind());
        Prompt prompt = new Prompt(
                id.value(),
                kind,
                material,
                IntStream.range(0, request.candidates()).mapToObj(id::seed).toList(),
                Service.standard(kind).withTenant(request.blank().getTenant()));
        Redo redo = request.redo();
        return redo == null
                ? generator.ask(prompt).thenApply(answer -> composer.compose(request, material, answer))
                : again.write(request, prompt, redo);
    }

    private WriteResult broken(WriteRequest request, Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        String message = cause instanceof TimeoutException
                ? "no answer within " + settings.timeout() + "; give the generator more slots, or more time"
                : "the writing broke off: " + cause;
        return DraftComposer.failed(request, DeadLetterReason.GENERATION_FAILED, message, 1);
    }

    private static ContentKind contentKind(Kind kind) {
        return ContentKind.valueOf(kind.name());
    }
}
