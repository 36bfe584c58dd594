/** A Flink cluster of processes on this machine, with the broker, Redis and the review service beside it. */
@NullMarked
package io.m6flow.launcher.cluster;

import org.jspecify.annotations.NullMarked;
