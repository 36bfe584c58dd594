package io.m6flow.job.publish;

import io.m6flow.job.event.JobClock;
import io.m6flow.job.event.Received;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.AvroTrust;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by tenant, kind and subject: lets out what decisions allow, in the order of their publishSequence. A decision
 * that does not raise it is a repeat, or older than what is out already, and is dropped.
 */
public final class PublishDecisions extends KeyedProcessFunction<String, Received<ReviewDecision>, PublishedContent> {
    private static final long serialVersionUID = 1L;

    static {
        AvroTrust.establish();
    }

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
        publication.of(decision, clock.now()).ifPresent(out::collect);
    }
}
