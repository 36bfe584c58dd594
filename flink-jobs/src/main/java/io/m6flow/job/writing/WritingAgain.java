package io.m6flow.job.writing;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Redo;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.id.ContentId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Writes a text that was sent back: only candidates that heed the feedback count, and where there is none, others are
 * asked for a few times. Which seeds are tried follows from the request alone, so that a repeat ends with the same text.
 * Safe for many threads.
 */
final class WritingAgain {
    static final int ROUNDS = 3;

    private final PatientGenerator generator;
    private final DraftComposer composer;

    WritingAgain(PatientGenerator generator, DraftComposer composer) {
        this.generator = generator;
        this.composer = composer;
    }

    /** @param prompt as for the first time; its seeds are replaced */
    CompletableFuture<WriteResult> write(WriteRequest request, Prompt prompt, Redo redo) {
        return write(request, prompt.withRedo(redo), redo, 0);
    }

    private CompletableFuture<WriteResult> write(WriteRequest request, Prompt prompt, Redo redo, int round) {
        if (round == ROUNDS) {
            return CompletableFuture.completedFuture(nothingNew(request));
        }
        return generator
                .ask(prompt.withSeeds(seeds(request, round)))
                .thenCompose(answer -> answer.generation()
                        .<Optional<Generation>>fold(written -> heeding(written, redo), Optional::of, Optional::of)
                        .map(kept -> new PatientGenerator.Answer(kept, answer.attempts()))
                        .map(kept ->
                                CompletableFuture.completedFuture(composer.compose(request, prompt.material(), kept)))
                        .orElseGet(() -> write(request, prompt, redo, round + 1)));
    }

    private static List<Long> seeds(WriteRequest request, int round) {
        ContentId id = new ContentId(request.contentId());
        int first = round * request.candidates();
        return IntStream.range(first, first + request.candidates())
                .mapToObj(id::seed)
                .toList();
    }

    private static Optional<Generation> heeding(Generation.Written written, Redo redo) {
        List<Candidate> heeding = written.candidates().stream()
                .filter(candidate -> !candidate.text().isBlank() && redo.allows(candidate.text()))
                .toList();
        return heeding.isEmpty() ? Optional.empty() : Optional.of(new Generation.Written(heeding, written.trace()));
    }

    private static WriteResult nothingNew(WriteRequest request) {
        return DraftComposer.failed(
                request,
                DeadLetterReason.GENERATION_FAILED,
                "nothing new to write: each of " + ROUNDS * request.candidates()
                        + " candidates was blank, was sent back before or held a struck-out word; strike out less, or"
                        + " give the source more facts",
                ROUNDS);
    }
}
