/** Training: from pairs of source and target to a model folder that serves. */
@org.jspecify.annotations.NullMarked
package io.m6flow.lab.train;
