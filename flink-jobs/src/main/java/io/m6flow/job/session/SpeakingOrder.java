package io.m6flow.job.session;

import io.m6flow.job.event.Endings;
import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.Rejection;
import io.m6flow.job.writing.WriteRequest;
import io.m6flow.job.writing.WriteResult;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.Source;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts a session's passages back into speaking order, however fast each was cleaned. A passage that failed leaves a gap,
 * and the next ones go on. As soon as what has left since the last summary spans the settings' summaryEvery, in the
 * session's own time, a summary of that part is asked for. The outcomes of a passage's segments follow the next draft, or
 * a summary if one is asked for there, so that a session whose segments all have outcomes is written to its end.
 */
final class SpeakingOrder implements Serializable {
    private static final long serialVersionUID = 1L;

    private final SessionSettings settings;
    private final SessionRequests requests;
    private final Endings endings;

    SpeakingOrder(SessionSettings settings, SessionRequests requests, Endings endings) {
        this.settings = settings;
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
        List<EventOutcome> before = memory.held;
        memory.held = new ArrayList<>();
        Rejection rejection = result.rejection();
        String text = result.fold(ContentDraft::getText, failed -> "", () -> "");
        Source source = result.request().blank().getSource();
        memory.spoken.add(new SpokenPassage(
                text, orZero(source.getStartMillis()), orZero(source.getEndMillis()), source.getProductId()));
        if (rejection == null) {
            step.drafts.add(Objects.requireNonNull(result.draft(), "a result is a draft or a rejection"));
        }
        for (EventRef event : result.request().events()) {
            settle(memory, result.request().blank(), event, rejection, step);
        }
        if (!sumUpPart(memory, result.request(), before, step)) {
            step.outcomes.addAll(before);
        }
    }

    /** The outcomes of the passage before go with the part's summary, its own with the next passage or the whole's. */
    private boolean sumUpPart(OrderMemory memory, WriteRequest passage, List<EventOutcome> before, OrderStep step) {
        SpokenText part = new SpokenText(memory.spoken.subList(memory.summedUp, memory.spoken.size()));
        Duration spans = Duration.ofMillis(part.endMillis() - part.startMillis());
        if (part.lost() || spans.compareTo(settings.summing().every()) < 0) {
            return false;
        }
        SessionName name = SessionName.of(passage.blank().getOrderKey());
        EventRef last = passage.events().get(passage.events().size() - 1);
        step.summaries.add(requests.summary(name, Integer.toString(memory.windows++), part, last, before));
        memory.summedUp = memory.spoken.size();
        return true;
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
        SpokenText all = new SpokenText(memory.spoken);
        if (all.lost()) {
            step.outcomes.addAll(memory.held);
        } else {
            step.summaries.add(requests.summary(
                    SessionName.of(end.orderKey()), SessionRequests.WHOLE_SESSION, all, end.last(), memory.held));
        }
    }

    private static long orZero(@Nullable Long millis) {
        return millis == null ? 0 : millis;
    }
}
