/** Several models side by side: which one writes what, exchanged while prompts are in hand. */
@NullMarked
package io.m6flow.generator.route;

import org.jspecify.annotations.NullMarked;
