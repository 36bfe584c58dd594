/** How good a part is on labelled data: {@code m6flow evaluate}. */
@NullMarked
package io.m6flow.launcher.evaluate;

import org.jspecify.annotations.NullMarked;
