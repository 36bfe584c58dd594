package io.m6flow.job;

import io.m6flow.job.event.Received;
import io.m6flow.schema.ReviewDecision;
import org.apache.flink.api.connector.source.Source;

/** Where the publish job's decisions come from; the source also yields what it could not read. */
public record PublishSources(Source<Received<ReviewDecision>, ?, ?> decisions) {}
