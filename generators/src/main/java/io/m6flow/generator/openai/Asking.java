package io.m6flow.generator.openai;

import io.m6flow.generator.Candidate;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One candidate on its way: asked for, and asked for once more where the answer is not what its kind promises. Safe for
 * many threads; {@link #outcome} completes on the sender's threads.
 */
final class Asking {
    /** Cancelling it breaks off what is under way. */
    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    private final Task task;
    private final long seed;
    private final String model;
    private final Sender sender;
    private final Totals totals;
    private volatile @Nullable CompletableFuture<Reply> running;

    Asking(Task task, long seed, String model, Sender sender, Totals totals) {
        this.task = task;
        this.seed = seed;
        this.model = model;
        this.sender = sender;
        this.totals = totals;
        var unused = outcome.whenComplete((given, fault) -> breakOff());
    }

    void start() {
        send(Chat.ask(model, task, seed), null);
    }

    /** @param flaw what was wrong with the first answer, or null if there was none yet */
    private void send(Chat chat, @Nullable String flaw) {
        if (outcome.isDone()) {
            return;
        }
        totals.begin();
        CompletableFuture<Reply> sent = sender.send(chat);
        running = sent;
        var unused = sent.whenComplete((reply, fault) -> {
            totals.end();
            hear(reply, fault, flaw);
        });
        if (outcome.isDone()) {
            breakOff();
        }
    }

    private void breakOff() {
        CompletableFuture<Reply> inHand = running;
        if (inHand != null) {
            inHand.cancel(true);
        }
    }

    /** Nothing that an answer holds may leave the caller without one. */
    private void hear(@Nullable Reply reply, @Nullable Throwable fault, @Nullable String flaw) {
        try {
            if (reply == null) {
                fail(Fault.REMOTE, "the exchange broke off (" + name(fault) + ")");
            } else {
                take(reply, flaw);
            }
        } catch (RuntimeException e) {
            fail(Fault.PROMPT, "the answer could not be read (" + name(e) + ")");
        }
    }

    private static String name(@Nullable Throwable fault) {
        return fault == null ? "nothing" : fault.getClass().getSimpleName();
    }

    private void take(Reply reply, @Nullable String flaw) {
        reply.fold(
                answered -> {
                    judge(answered, flaw);
                    return true;
                },
                tooLong -> outcome.complete(new Outcome.Broken(new Generation.Refused(tooLong.refusal()))),
                missed -> fail(missed.fault(), missed.message()));
    }

    private boolean fail(Fault fault, String message) {
        return outcome.complete(new Outcome.Broken(new Generation.Failed(fault, message)));
    }

    private void judge(Reply.Answered answered, @Nullable String flaw) {
        Reply.Usage usage = answered.usage();
        int written = usage == null
                ? answered.text().codePointCount(0, answered.text().length())
                : usage.written();
        int read = usage == null ? task.data().length() : usage.read();
        totals.count(read, written);
        Verdict verdict = AnswerText.judge(task, answered);
        verdict.fold(
                fit -> outcome.complete(new Outcome.Text(
                        new Candidate(fit.text(), seed, written, Double.NaN),
                        answered.model(),
                        read,
                        notes(fit, usage != null, flaw))),
                unfit -> askAgain(answered, unfit, flaw));
    }

    private static List<String> notes(Verdict.Fit fit, boolean counted, @Nullable String flaw) {
        List<String> notes = new ArrayList<>(fit.notes());
        if (flaw != null) {
            notes.add("asked once more: " + flaw);
        }
        if (!counted) {
            notes.add("the server counts no tokens: characters stand in");
        }
        return notes;
    }

    private boolean askAgain(Reply.Answered answered, Verdict.Unfit unfit, @Nullable String flaw) {
        String correction = unfit.correction();
        if (correction == null || flaw != null) {
            String twice = flaw == null ? "" : ", asked twice";
            return fail(Fault.PROMPT, unfit.why() + twice + "; try another model for " + task.kind());
        }
        send(Chat.askAgain(model, task, seed, answered.text(), correction), unfit.why());
        return true;
    }
}
