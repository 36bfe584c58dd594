package io.m6flow.job;

import io.m6flow.job.event.Received;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.ReviewFeedback;
import org.apache.flink.api.connector.source.Source;

/** Where the generate job's events come from; each source also yields what it could not read. */
public record GenerateSources(
        Source<Received<ProductEvent>, ?, ?> products,
        Source<Received<AsrSegment>, ?, ?> segments,
        Source<Received<ReviewFeedback>, ?, ?> feedback) {}
