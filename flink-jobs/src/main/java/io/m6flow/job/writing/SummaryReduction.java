package io.m6flow.job.writing;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.schema.id.ContentId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Brings a text of any length down to one that the model can sum up at a time: windows are summed up side by side, then
 * their summaries, until what is left fits. The same text and id give the same prompts.
 */
final class SummaryReduction {
    /** A window's summary counts at most this share of it, so that every round makes the text shorter. */
    private static final int SHARE = 3;

    private static final int PROMPTS_PER_ROUND = 10_000;
    private static final int ROUNDS_PER_TEXT = 100;

    private final PatientGenerator generator;
    private final int windowCharacters;

    SummaryReduction(PatientGenerator generator, int windowCharacters) {
        this.generator = generator;
        this.windowCharacters = windowCharacters;
    }

    /** The text itself if it is short enough; blank if no window could be summed up. */
    CompletableFuture<String> reduce(ContentId id, String text) {
        return reduce(id, text, 1);
    }

    /**
     * A text of any length in one sentence; blank if that could not be written.
     *
     * @param number tells this text from others that belong to the same content, from 0
     */
    CompletableFuture<String> sentence(ContentId id, String text, int number) {
        int round = ROUNDS_PER_TEXT * (number + 1);
        return reduce(id, text, round + 1)
                .thenCompose(reduced -> reduced.isBlank()
                        ? CompletableFuture.completedFuture("")
                        : sumUp(id, reduced, round * PROMPTS_PER_ROUND));
    }

    private CompletableFuture<String> reduce(ContentId id, String text, int round) {
        if (text.length() <= windowCharacters) {
            return CompletableFuture.completedFuture(text);
        }
        List<String> windows = TextWindows.cut(text, windowCharacters);
        List<CompletableFuture<String>> summaries = IntStream.range(0, windows.size())
                .mapToObj(i -> sumUp(id, windows.get(i), round * PROMPTS_PER_ROUND + i))
                .toList();
        return CompletableFuture.allOf(summaries.toArray(CompletableFuture[]::new))
                .thenCompose(done -> reduce(
                        id, summaries.stream().map(CompletableFuture::join).collect(Collectors.joining()), round + 1));
    }

    private CompletableFuture<String> sumUp(ContentId id, String window, int number) {
        Prompt prompt = Prompt.of(id + "/" + number, ContentKind.SUMMARY, new Material.Text(window), id.seed(number));
        return generator
                .ask(prompt)
                .thenApply(answer -> answer.generation().fold(this::sentence, refused -> "", failed -> ""));
    }

    private String sentence(Generation.Written written) {
        String text = written.candidates().get(0).text().strip();
        if (text.isEmpty()) {
            return "";
        }
        String piece = TextWindows.cut(text, windowCharacters / SHARE).get(0);
        return "。！？!?".indexOf(piece.charAt(piece.length() - 1)) >= 0 ? piece : piece + "。";
    }
}
