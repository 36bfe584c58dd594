package io.m6flow.job.session;

import io.m6flow.job.event.Endings;
import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.Exits;
import io.m6flow.job.event.JobClock;
import io.m6flow.job.event.Received;
import io.m6flow.job.writing.WriteRequest;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.codec.AvroTrust;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by session: turns segments into passages to be cleaned. A session ends by its own word, by silence, or with the
 * input; for a while after that it is remembered as ended, so that what comes late is told so and nothing is written twice.
 */
public final class AssembleSessions extends KeyedProcessFunction<String, Received<AsrSegment>, WriteRequest> {
    private static final long serialVersionUID = 1L;

    public static final OutputTag<SessionEnd> ENDS =
            new OutputTag<>("session-ends", TypeInformation.of(SessionEnd.class));

    /** Due when the input ends: the last watermark passes it, and no other does, since there are none. */
    private static final long END_OF_INPUT = Long.MAX_VALUE - 1;

    static {
        AvroTrust.establish();
    }

    private final SessionSettings settings;
    private final SessionAssembler assembler;
    private final SessionRequests requests;
    private final Endings endings;

    @SuppressWarnings("NullAway.Init") // set in open
    private transient ValueState<SessionMemory> session;

    @SuppressWarnings("NullAway.Init") // set in open
    private transient ValueState<Boolean> ended;

    public AssembleSessions(SessionSettings settings, JobClock clock) {
        this.settings = settings;
        this.assembler = new SessionAssembler(settings);
        this.requests = new SessionRequests(settings, clock);
        this.endings = new Endings(clock);
    }

    @Override
    public void open(OpenContext context) {
        session = getRuntimeContext().getState(new ValueStateDescriptor<>("session", SessionMemory.class));
        ValueStateDescriptor<Boolean> remembered = new ValueStateDescriptor<>("ended", Boolean.class);
        remembered.enableTimeToLive(
                StateTtlConfig.newBuilder(settings.ending().remembered()).build());
        ended = getRuntimeContext().getState(remembered);
    }

    @Override
    public void processElement(Received<AsrSegment> received, Context context, Collector<WriteRequest> out)
            throws Exception {
        HeardSegment segment = heard(received);
        if (ended.value() != null) {
            settle(segment, Outcome.AFTER_END, context);
            return;
        }
        SessionMemory memory = session.value();
        if (memory == null) {
            memory = new SessionMemory();
            context.timerService().registerEventTimeTimer(END_OF_INPUT);
        }
        apply(assembler.hear(memory, segment), memory, context, out);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<WriteRequest> out) throws Exception {
        SessionMemory memory = session.value();
        boolean due = memory != null
                && (context.timeDomain() == TimeDomain.EVENT_TIME
                        || timestamp == memory.silenceDue
                        || timestamp == memory.endDue);
        if (due) {
            apply(assembler.close(memory), memory, context, out);
        }
    }

    private void apply(SessionStep step, SessionMemory memory, Context context, Collector<WriteRequest> out)
            throws Exception {
        SessionName name = SessionName.of(context.getCurrentKey());
        step.settled.forEach(settled -> settle(settled.segment(), settled.outcome(), context));
        step.passages.forEach(passage -> out.collect(requests.passage(name, passage)));
        if (step.sessionEnded) {
            EventRef last = Objects.requireNonNull(memory.last, "a session that ends has heard something");
            context.output(ENDS, new SessionEnd(name.orderKey(), memory.passages, last));
            forget(memory, context);
        } else {
            setTimers(memory, context);
            session.update(memory);
        }
    }

    /** Silence is counted anew from each segment; the wait for the end begins once. */
    private void setTimers(SessionMemory memory, Context context) {
        long now = context.timerService().currentProcessingTime();
        Duration silence = settings.ending().silence();
        if (silence != null) {
            deleteTimer(memory.silenceDue, context);
            memory.silenceDue = now + silence.toMillis();
            context.timerService().registerProcessingTimeTimer(memory.silenceDue);
        }
        if (memory.end != SessionMemory.NONE && memory.endDue == SessionMemory.NONE) {
            memory.endDue = now + settings.ending().patience().toMillis();
            context.timerService().registerProcessingTimeTimer(memory.endDue);
        }
    }

    private void forget(SessionMemory memory, Context context) throws Exception {
        deleteTimer(memory.silenceDue, context);
        deleteTimer(memory.endDue, context);
        context.timerService().deleteEventTimeTimer(END_OF_INPUT);
        session.clear();
        ended.update(true);
    }

    private static void deleteTimer(long due, Context context) {
        if (due != SessionMemory.NONE) {
            context.timerService().deleteProcessingTimeTimer(due);
        }
    }

    private void settle(HeardSegment segment, Outcome outcome, Context context) {
        context.output(
                Exits.OUTCOMES,
                endings.outcome(
                        segment.event().raw(),
                        null,
                        outcome,
                        context.getCurrentKey(),
                        segment.event().subject(),
                        null));
    }

    private static HeardSegment heard(Received<AsrSegment> received) {
        AsrSegment segment = received.accepted();
        String subject = segment.getSessionId() + "#" + segment.getSequence();
        return new HeardSegment(
                new EventRef(received.raw(), subject, true),
                segment.getSequence(),
                0,
                segment.getStartMillis(),
                segment.getEndMillis(),
                segment.getText(),
                segment.getFinal$(),
                segment.getProductId(),
                segment.getEndOfSession());
    }
}
