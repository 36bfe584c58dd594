package io.m6flow.job.publish;

import io.m6flow.job.event.JobClock;
import io.m6flow.job.event.Received;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.UnlabelledRelease;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.label.LabelPolicy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by tenant, kind and subject: lets out what decisions allow, in the order of their publishSequence. A decision
 * that does not raise it is a repeat, or older than what is out already, and is dropped. What leaves without its visible
 * label is told aside.
 */
public final class PublishDecisions extends KeyedProcessFunction<String, Received<ReviewDecision>, PublishedContent> {
    private static final long serialVersionUID = 1L;

    static {
        AvroTrust.establish();
    }

    /** One for each text that leaves without its visible label. */
    public static final OutputTag<UnlabelledRelease> UNLABELLED =
            new OutputTag<>("unlabelled", new AvroTypeInfo<>(UnlabelledRelease.class));

    private final Publication publication;
    private final JobClock clock;

    @SuppressWarnings("NullAway.Init") // set in open
    private transient ValueState<Long> publishSequence;

    public PublishDecisions(LabelPolicy labels, JobClock clock) {
        this.publication = new Publication(labels);
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        publishSequence = getRuntimeContext().getState(new ValueStateDescriptor<>("publish-sequence", Long.class));
    }

    @Override
    public void processElement(Received<ReviewDecision> received, Context context, Collector<PublishedContent> out)
            throws Exception {
        ReviewDecision decision = received.accepted();
        Long last = publishSequence.value();
        if (last != null && decision.getPublishSequence() <= last) {
            return;
        }
        publishSequence.update(decision.getPublishSequence());
        publication.of(decision, clock.now()).ifPresent(release -> {
            out.collect(release.content());
            release.unlabelled().ifPresent(told -> context.output(UNLABELLED, told));
        });
    }
}
