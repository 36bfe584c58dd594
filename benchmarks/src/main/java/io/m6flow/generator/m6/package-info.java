/**
 * The part of the benchmarks that reaches into the engine: the same package as the engine's own, in another module, so
 * that the front door stays small. Nothing that ships depends on it; see
 * {@code docs/decisions/0006-benchmarks-reach-into-the-engine.md}.
 */
@NullMarked
package io.m6flow.generator.m6;

import org.jspecify.annotations.NullMarked;
