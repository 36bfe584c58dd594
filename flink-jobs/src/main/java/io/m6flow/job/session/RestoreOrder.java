package io.m6flow.job.session;

import io.m6flow.job.event.Endings;
import io.m6flow.job.event.Exits;
import io.m6flow.job.event.JobClock;
import io.m6flow.job.writing.WriteRequest;
import io.m6flow.job.writing.WriteResult;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.codec.AvroTrust;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by session: lets its drafts out in speaking order, and asks for the summary after the last one. Sessions do not
 * wait for one another.
 */
public final class RestoreOrder extends KeyedCoProcessFunction<String, WriteResult, SessionEnd, ContentDraft> {
    private static final long serialVersionUID = 1L;

    public static final OutputTag<WriteRequest> SUMMARIES = new OutputTag<>("summaries", WriteRequest.TYPE);

    static {
        AvroTrust.establish();
    }

    private final SpeakingOrder order;

    @SuppressWarnings("NullAway.Init") // set in open
    private transient ValueState<OrderMemory> passages;

    public RestoreOrder(SessionSettings settings, JobClock clock) {
        this.order = new SpeakingOrder(settings, new SessionRequests(settings, clock), new Endings(clock));
    }

    @Override
    public void open(OpenContext context) {
        passages = getRuntimeContext().getState(new ValueStateDescriptor<>("passages", OrderMemory.class));
    }

    @Override
    public void processElement1(WriteResult result, Context context, Collector<ContentDraft> out) throws Exception {
        OrderMemory memory = remembered();
        apply(order.take(memory, result), memory, context, out);
    }

    @Override
    public void processElement2(SessionEnd end, Context context, Collector<ContentDraft> out) throws Exception {
        OrderMemory memory = remembered();
        apply(order.end(memory, end), memory, context, out);
    }

    private OrderMemory remembered() throws Exception {
        OrderMemory memory = passages.value();
        return memory == null ? new OrderMemory() : memory;
    }

    private void apply(OrderStep step, OrderMemory memory, Context context, Collector<ContentDraft> out)
            throws Exception {
        step.drafts.forEach(out::collect);
        step.deadLetters.forEach(letter -> context.output(Exits.DEAD_LETTERS, letter));
        step.outcomes.forEach(outcome -> context.output(Exits.OUTCOMES, outcome));
        step.summaries.forEach(summary -> context.output(SUMMARIES, summary));
        if (step.sessionEnded) {
            passages.clear();
        } else {
            passages.update(memory);
        }
    }
}
