package io.m6flow.job.writing;

import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import io.m6flow.job.event.JobClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks the generator again while it says that later may go better, so that a full queue slows the stream down instead
 * of costing events. Waits double from attempt to attempt, with jitter. Safe for many threads; answers are given on the
 * scheduler's thread, or at once where the generator has one at once.
 */
final class PatientGenerator {
    private static final int MAX_DOUBLINGS = 20;

    /** What the generator said in the end, and how often it was asked. */
    record Answer(Generation generation, int attempts) {}

    private final TextGenerator generator;
    private final WritingSettings settings;
    private final JobClock clock;
    private final ScheduledExecutorService scheduler;
    private final RandomGenerator random;

    PatientGenerator(
            TextGenerator generator,
            WritingSettings settings,
            JobClock clock,
            ScheduledExecutorService scheduler,
            RandomGenerator random) {
        this.generator = generator;
        this.settings = settings;
        this.clock = clock;
        this.scheduler = scheduler;
        this.random = random;
    }

    /**
     * Completes normally whatever the generator says, with {@link Fault#EXPIRED} once the prompt's deadline has passed. It
     * fails only with a TimeoutException, after the settings' timeout. Cancelling it gives the prompt up.
     */
    CompletableFuture<Answer> ask(Prompt prompt) {
        return new Asking(prompt).begin();
    }

    // What these futures bring is heard in heard(); nothing is lost with their handles.
    @SuppressWarnings("FutureReturnValueIgnored")
    private final class Asking {
        private final Prompt prompt;
        private final CompletableFuture<Answer> answer = new CompletableFuture<>();
        private volatile @Nullable CompletableFuture<Generation> running;

        Asking(Prompt prompt) {
            this.prompt = prompt;
        }

        CompletableFuture<Answer> begin() {
            attempt(1);
            if (!answer.isDone()) {
                limit();
            }
            return answer;
        }

        private void limit() {
            Instant deadline = prompt.service().deadline();
            if (deadline != null) {
                answer.completeOnTimeout(expired(), millisUntil(deadline), TimeUnit.MILLISECONDS);
            }
            answer.orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((given, fault) -> giveUp());
        }

        private Answer expired() {
            return new Answer(
                    new Generation.Failed(Fault.EXPIRED, "prompt " + prompt.id() + " had no answer by its deadline"),
                    1);
        }

        private void attempt(int number) {
            if (answer.isDone()) {
                return;
            }
            CompletableFuture<Generation> asked = tryGenerate();
            running = asked;
            if (answer.isDone()) {
                giveUp();
            }
            if (isFinal(asked)) {
                answer.complete(new Answer(asked.join(), number));
            } else {
                asked.whenCompleteAsync((generation, fault) -> heard(number, generation, fault), scheduler);
            }
        }

        /** What is there already and is not to be asked again needs no other thread to be handed on. */
        private boolean isFinal(CompletableFuture<Generation> asked) {
            return asked.isDone()
                    && !asked.isCompletedExceptionally()
                    && !asked.join().fold(written -> false, refused -> false, Generation.Failed::retriable);
        }

        private CompletableFuture<Generation> tryGenerate() {
            try {
                return generator.generate(prompt);
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void heard(int number, @Nullable Generation generation, @Nullable Throwable fault) {
            Generation said = generation != null
                    ? generation
                    : new Generation.Failed(
                            Fault.DEVICE,
                            "the generator broke off: " + (fault == null ? "without a word" : fault.toString()));
            boolean again = said.fold(written -> false, refused -> false, Generation.Failed::retriable);
            if (again && number < settings.attempts()) {
                scheduler.schedule(() -> attempt(number + 1), delay(number), TimeUnit.MILLISECONDS);
            } else {
                answer.complete(new Answer(said, number));
            }
        }

        /** What is still under way when there is an answer is not worth its work any more. */
        private void giveUp() {
            CompletableFuture<Generation> inHand = running;
            if (inHand != null) {
                inHand.cancel(true);
            }
        }
    }

    private long millisUntil(Instant deadline) {
        return Math.max(0, Duration.between(clock.now(), deadline).toMillis());
    }

    private long delay(int number) {
        long doubled = settings.firstDelay().toMillis() << Math.min(number - 1, MAX_DOUBLINGS);
        long longest = Math.max(1, Math.min(doubled, settings.longestDelay().toMillis()));
        return longest / 2 + random.nextLong(longest / 2 + 1);
    }
}
