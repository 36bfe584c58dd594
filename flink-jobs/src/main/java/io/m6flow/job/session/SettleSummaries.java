package io.m6flow.job.session;

import io.m6flow.job.event.Endings;
import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.Exits;
import io.m6flow.job.writing.WriteResult;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets a summary out, and after it the outcomes that waited for it; a failed summary becomes a dead letter first. */
public final class SettleSummaries extends ProcessFunction<WriteResult, ContentDraft> {
    private static final long serialVersionUID = 1L;

    private final Endings endings;

    public SettleSummaries(Endings endings) {
        this.endings = endings;
    }

    @Override
    public void processElement(WriteResult result, Context context, Collector<ContentDraft> out) {
        if (result.draft() != null) {
            out.collect(result.draft());
        }
        if (result.rejection() != null) {
            ContentDraft blank = result.request().blank();
            EventRef last = result.request().events().get(0);
            context.output(
                    Exits.DEAD_LETTERS,
                    endings.deadLetter(
                            last.raw(), result.rejection(), Kind.SUMMARY, blank.getOrderKey(), blank.getSubject()));
        }
        result.request().held().forEach(outcome -> context.output(Exits.OUTCOMES, outcome));
    }
}
