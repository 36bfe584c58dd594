package io.m6flow.job.again;

import io.m6flow.job.event.Endings;
import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.Exits;
import io.m6flow.job.writing.WriteResult;
import io.m6flow.schema.ContentDraft;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets the next attempt out; where there is none, the feedback becomes a dead letter. The event that the text was first
 * written for has had its outcome, so none leaves here.
 */
public final class SettleAgain extends ProcessFunction<WriteResult, ContentDraft> {
    private static final long serialVersionUID = 1L;

    private final Endings endings;

    public SettleAgain(Endings endings) {
        this.endings = endings;
    }

    @Override
    public void processElement(WriteResult result, Context context, Collector<ContentDraft> out) {
        if (result.draft() != null) {
            out.collect(result.draft());
        }
        if (result.rejection() != null) {
            ContentDraft blank = result.request().blank();
            EventRef feedback = result.request().events().get(0);
            context.output(
                    Exits.DEAD_LETTERS,
                    endings.deadLetter(
                            feedback.raw(),
                            result.rejection(),
                            blank.getKind(),
                            blank.getOrderKey(),
                            blank.getSubject()));
        }
    }
}
