package io.m6flow.job.writing;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Redo;
import io.m6flow.generator.Service;
import io.m6flow.generator.TextGenerator;
import io.m6flow.job.event.JobClock;
import io.m6flow.job.guard.Inspector;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.ContentId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
            Inspector inspector,
            WritingSettings settings,
            JobClock clock,
            ScheduledExecutorService scheduler,
            RandomGenerator random) {
        this.generator = new PatientGenerator(generator, settings, clock, scheduler, random);
        // Half of the positions are left to the task's own tokens and what is written.
        int window = Math.min(
                settings.windowCharacters(), Math.max(50, generator.card().maxPositions() / 2));
        this.reduction = new SummaryReduction(this.generator, window);
        this.composer = new DraftComposer(inspector, clock);
        this.again = new WritingAgain(this.generator, composer);
        this.settings = settings;
    }

    /**
     * Completes normally whatever happens: what went wrong stands in the result.
     *
     * @param calledOff completes when the text is no longer wanted; its prompt is given up then
     */
    CompletableFuture<WriteResult> write(WriteRequest request, CompletableFuture<Void> calledOff) {
        try {
            return begin(request, calledOff).exceptionally(fault -> broken(request, fault));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(broken(request, e));
        }
    }

    private CompletableFuture<WriteResult> begin(WriteRequest request, CompletableFuture<Void> calledOff) {
        return switch (request.kind()) {
            case REASON, THEME, HINT, BADGE -> {
                Material material =
                        KindFacts.material(request.kind(), request.blank().getSource());
                yield request.redo() == null
                        ? unless(calledOff, request, prompt(request, material))
                        : ask(request, material);
            }
            case SCRIPT -> ask(request, new Material.Text(request.text()));
            case SUMMARY -> sumUp(request);
        };
    }

    /** The summary of it all and a line on each product are written side by side. */
    private CompletableFuture<WriteResult> sumUp(WriteRequest request) {
        ContentId id = new ContentId(request.contentId());
        List<ProductSpeech> products =
                request.products().stream().limit(Highlights.MOST).toList();
        CompletableFuture<WriteResult> whole =
                reduction.reduce(id, request.text()).thenCompose(text -> ask(request, new Material.Text(text)));
        List<CompletableFuture<String>> sentences = IntStream.range(0, products.size())
                .mapToObj(i -> reduction.sentence(id, products.get(i).text(), i))
                .toList();
        return CompletableFuture.allOf(sentences.toArray(CompletableFuture[]::new))
                .thenCombine(
                        whole,
                        (done, result) -> result.fold(
                                draft -> WriteResult.written(
                                        request,
                                        Highlights.append(
                                                draft,
                                                products,
                                                sentences.stream()
                                                        .map(CompletableFuture::join)
                                                        .toList(),
                                                (text, start) -> composer.findings(request, text, start))),
                                failed -> result,
                                () -> result));
    }

    private CompletableFuture<WriteResult> ask(WriteRequest request, Material material) {
        Prompt prompt = prompt(request, material);
        Redo redo = request.redo();
        return redo == null
                ? generator.ask(prompt).thenApply(answer -> composer.compose(request, material, answer))
                : again.write(request, prompt, redo);
    }

    private Prompt prompt(WriteRequest request, Material material) {
        ContentId id = new ContentId(request.contentId());
        ContentKind kind = contentKind(request.kind());
        return new Prompt(
                id.value(),
                kind,
                material,
                IntStream.range(0, request.candidates()).mapToObj(id::seed).toList(),
                service(kind, request.blank()));
    }

    private CompletableFuture<WriteResult> unless(
            CompletableFuture<Void> calledOff, WriteRequest request, Prompt prompt) {
        CompletableFuture<PatientGenerator.Answer> asked = generator.ask(prompt);
        // Cancelling what is complete does nothing: whoever comes first counts.
        var unused = calledOff.thenRun(() -> asked.cancel(true));
        return asked.handle((answer, fault) -> {
            if (asked.isCancelled()) {
                return WriteResult.calledOff(request);
            }
            return answer == null
                    ? broken(request, Objects.requireNonNull(fault))
                    : composer.compose(request, prompt.material(), answer);
        });
    }

    private static Service service(ContentKind kind, ContentDraft blank) {
        Service service = Service.standard(kind).withTenant(blank.getTenant());
        Instant deadline = blank.getDeadline();
        return deadline == null ? service : service.withDeadline(deadline);
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
