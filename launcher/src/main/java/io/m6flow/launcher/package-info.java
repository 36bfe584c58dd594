/** The {@code m6flow} command: starts the parts, feeds them, waits for them, tells how they are. */
@NullMarked
package io.m6flow.launcher;

import org.jspecify.annotations.NullMarked;
