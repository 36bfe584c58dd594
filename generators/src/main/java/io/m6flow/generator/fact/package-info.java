/** Finds the facts that a text states and says what of its source stands behind each of them. */
@NullMarked
package io.m6flow.generator.fact;

import org.jspecify.annotations.NullMarked;
