/** Whose prompt comes next, wherever prompts wait. */
@NullMarked
package io.m6flow.generator.line;

import org.jspecify.annotations.NullMarked;
