/** Records to Kafka topics, exactly once if wanted. */
@NullMarked
package io.m6flow.sink.kafka;

import org.jspecify.annotations.NullMarked;
