/** The ends of the measured pipelines: a broker, what is fed to it, what is read from it, and the job that only carries bytes. */
@NullMarked
package io.m6flow.benchmark.kafka;

import org.jspecify.annotations.NullMarked;
