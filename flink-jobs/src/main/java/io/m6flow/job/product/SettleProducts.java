package io.m6flow.job.product;

import io.m6flow.job.event.Endings;
import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.Exits;
import io.m6flow.job.writing.WriteResult;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets a draft out together with the outcome of its event; a failed one becomes a dead letter, and says so too; one that a
 * newer revision called off is SUPERSEDED.
 */
public final class SettleProducts extends ProcessFunction<WriteResult, ContentDraft> {
    private static final long serialVersionUID = 1L;

    private final Endings endings;

    public SettleProducts(Endings endings) {
        this.endings = endings;
    }

    @Override
    public void processElement(WriteResult result, Context context, Collector<ContentDraft> out) {
        Outcome outcome = result.fold(
                draft -> {
                    out.collect(draft);
                    return Outcome.DRAFTED;
                },
                rejection -> {
                    for (EventRef event : result.request().events()) {
                        ContentDraft blank = result.request().blank();
                        context.output(
                                Exits.DEAD_LETTERS,
                                endings.deadLetter(
                                        event.raw(), rejection, blank.getKind(), blank.getOrderKey(), event.subject()));
                    }
                    return Outcome.DEAD_LETTER;
                },
                () -> Outcome.SUPERSEDED);
        settle(result, outcome, context);
    }

    private void settle(WriteResult result, Outcome outcome, Context context) {
        ContentDraft blank = result.request().blank();
        Kind kind = blank.getKind();
        String contentId = outcome == Outcome.DRAFTED ? blank.getContentId() : null;
        for (EventRef event : result.request().events()) {
            context.output(
                    Exits.OUTCOMES,
                    endings.outcome(event.raw(), kind, outcome, blank.getOrderKey(), event.subject(), contentId));
        }
    }
}
