package io.m6flow.job.writing;

import io.m6flow.job.event.Endings;
import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.Exits;
import io.m6flow.schema.ContentDraft;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets a text out that stands for no event of its own, a summary or another attempt, and after it the outcomes that waited
 * for it; a failed one becomes a dead letter first.
 */
public final class SettleText extends ProcessFunction<WriteResult, ContentDraft> {
    private static final long serialVersionUID = 1L;

    private final Endings endings;

    public SettleText(Endings endings) {
        this.endings = endings;
    }

    @Override
    public void processElement(WriteResult result, Context context, Collector<ContentDraft> out) {
        if (result.draft() != null) {
            out.collect(result.draft());
        }
        if (result.rejection() != null) {
            ContentDraft blank = result.request().blank();
            EventRef cause = result.request().events().get(0);
            context.output(
                    Exits.DEAD_LETTERS,
                    endings.deadLetter(
                            cause.raw(), result.rejection(), blank.getKind(), blank.getOrderKey(), blank.getSubject()));
        }
        result.request().held().forEach(outcome -> context.output(Exits.OUTCOMES, outcome));
    }
}
