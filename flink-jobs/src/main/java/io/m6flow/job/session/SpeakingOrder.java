package io.m6flow.job.session;

import io.m6flow.job.event.Endings;
import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.Rejection;
import io.m6flow.job.writing.WriteResult;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.Source;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a session's passages back into speaking order, however fast each was cleaned. A passage that failed leaves a gap,
 * and the next ones go on. The outcomes of a passage's segments follow its draft; those of the last passage wait for the
 * summary, so that a session whose segments all have outcomes is written to its end.
 */
final class SpeakingOrder implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SessionRequests requests;
    private final Endings endings;

    SpeakingOrder(SessionRequests requests, Endings endings) {
        this.requests = requests;
        this.endings = endings;
    }

    /** A passage was cleaned, or was not. */
    OrderStep take(OrderMemory memory, WriteResult result) {
        memory.waiting.put(index(result), result);
        return advance(memory);
    }

    /** The session has ended; passages may still be on their way. */
    OrderStep end(OrderMemory memory, SessionEnd end) {
        memory.end = end;
        return advance(memory);
    }

    private static int index(WriteResult result) {
        return Objects.requireNonNull(result.request().blank().getPassageIndex(), "a passage has its index");
    }

    private OrderStep advance(OrderMemory memory) {
        OrderStep step = new OrderStep();
        WriteResult turn = memory.waiting.remove(memory.next);
        while (turn != null) {
            release(memory, turn, step);
            memory.next++;
            turn = memory.waiting.remove(memory.next);
        }
        SessionEnd end = memory.end;
        if (end != null && memory.next >= end.passages()) {
            finish(memory, end, step);
        }
        return step;
    }

    private void release(OrderMemory memory, WriteResult result, OrderStep step) {
        step.outcomes.addAll(memory.held);
        memory.held = new ArrayList<>();
        Rejection rejection = result.rejection();
        String text =
                result.fold(draft -> draft, failed -> result.request().blank()).getText();
        Source source = result.request().blank().getSource();
        memory.spoken.add(new SpokenPassage(text, orZero(source.getStartMillis()), orZero(source.getEndMillis())));
        if (rejection == null) {
            step.drafts.add(Objects.requireNonNull(result.draft(), "a result is a draft or a rejection"));
        }
        for (EventRef event : result.request().events()) {
            settle(memory, result.request().blank(), event, rejection, step);
        }
    }

    private void settle(
            OrderMemory memory, ContentDraft passage, EventRef event, @Nullable Rejection rejection, OrderStep step) {
        if (rejection != null) {
            step.deadLetters.add(
                    endings.deadLetter(event.raw(), rejection, Kind.SCRIPT, passage.getOrderKey(), event.subject()));
        }
        boolean lost = rejection != null || memory.torn.contains(event.subject());
        if (event.settles()) {
            memory.torn.remove(event.subject());
            memory.held.add(outcome(passage, event, lost));
        } else if (lost && !memory.torn.contains(event.subject())) {
            memory.torn.add(event.subject());
        }
    }

    private EventOutcome outcome(ContentDraft passage, EventRef event, boolean lost) {
        return endings.outcome(
                event.raw(),
                null,
                lost ? Outcome.DEAD_LETTER : Outcome.IN_PASSAGE,
                passage.getOrderKey(),
                event.subject(),
                lost ? null : passage.getContentId());
    }

    private void finish(OrderMemory memory, SessionEnd end, OrderStep step) {
        step.sessionEnded = true;
        if (memory.spoken.stream().allMatch(SpokenPassage::lost)) {
            step.outcomes.addAll(memory.held);
        } else {
            step.summary =
                    requests.summary(SessionName.of(end.orderKey()), new SpokenText(memory.spoken), end, memory.held);
        }
    }

    private static long orZero(@Nullable Long millis) {
        return millis == null ? 0 : millis;
    }
}
