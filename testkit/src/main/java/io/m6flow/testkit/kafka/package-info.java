/** A real Kafka for tests, and short ways to write and read its topics. */
@NullMarked
package io.m6flow.testkit.kafka;

import org.jspecify.annotations.NullMarked;
