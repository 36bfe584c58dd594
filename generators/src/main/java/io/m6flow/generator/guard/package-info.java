/** What looks at a text before anybody reads it: findings with spans, and never a changed text. */
@NullMarked
package io.m6flow.generator.guard;

import org.jspecify.annotations.NullMarked;
