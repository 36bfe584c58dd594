package io.m6flow.job.event;

import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Lets good events through; each of the others leaves as one dead letter and, where it counts as an event, one outcome. */
public final class AcceptEvents<T extends SpecificRecordBase> extends ProcessFunction<Received<T>, Received<T>> {
    private static final long serialVersionUID = 1L;

    private final Endings endings;
    private final boolean withOutcome;

    private AcceptEvents(Endings endings, boolean withOutcome) {
        this.endings = endings;
        this.withOutcome = withOutcome;
    }

    /** For events of which every one has its outcome. */
    public static <T extends SpecificRecordBase> AcceptEvents<T> withOutcome(Endings endings) {
        return new AcceptEvents<>(endings, true);
    }

    /** For records that are no events, such as decisions. */
    public static <T extends SpecificRecordBase> AcceptEvents<T> withoutOutcome(Endings endings) {
        return new AcceptEvents<>(endings, false);
    }

    @Override
    public void processElement(Received<T> received, Context context, Collector<Received<T>> out) {
        Rejection rejection = received.rejection();
        if (rejection == null) {
            out.collect(received);
            return;
        }
        context.output(Exits.DEAD_LETTERS, endings.deadLetter(received.raw(), rejection, null, "", ""));
        if (withOutcome) {
            context.output(Exits.OUTCOMES, endings.rejected(received.raw()));
        }
    }
}
