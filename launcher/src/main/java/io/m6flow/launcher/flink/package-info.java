/** A Flink cluster in this process, and the jobs that run on it. */
@NullMarked
package io.m6flow.launcher.flink;

import org.jspecify.annotations.NullMarked;
