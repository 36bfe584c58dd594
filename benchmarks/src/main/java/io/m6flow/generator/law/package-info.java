/** The part of the benchmarks that reaches into the lexicon; see {@code docs/decisions/0006-benchmarks-reach-into-the-engine.md}. */
@NullMarked
package io.m6flow.generator.law;

import org.jspecify.annotations.NullMarked;
