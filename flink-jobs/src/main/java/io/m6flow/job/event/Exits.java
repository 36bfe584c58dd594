package io.m6flow.job.event;

import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.codec.AvroTrust;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.util.OutputTag;

/** The side exits that many operators share. */
public final class Exits {
    static {
        AvroTrust.establish();
    }

    public static final OutputTag<EventOutcome> OUTCOMES =
            new OutputTag<>("outcomes", new AvroTypeInfo<>(EventOutcome.class));

    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", new AvroTypeInfo<>(DeadLetter.class));

    public static final OutputTag<Withdrawal> WITHDRAWALS =
            new OutputTag<>("withdrawals", new AvroTypeInfo<>(Withdrawal.class));

    private Exits() {}
}
