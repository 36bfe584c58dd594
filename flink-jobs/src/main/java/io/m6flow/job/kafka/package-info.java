/** The jobs' ends in Kafka: sources that never throw for what they read, sinks that write once. */
@NullMarked
package io.m6flow.job.kafka;

import org.jspecify.annotations.NullMarked;
