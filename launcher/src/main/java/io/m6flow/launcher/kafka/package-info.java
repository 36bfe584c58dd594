/** What the launcher does with Kafka: feeds files, counts what came of them, writes topics to files. */
@NullMarked
package io.m6flow.launcher.kafka;

import org.jspecify.annotations.NullMarked;
