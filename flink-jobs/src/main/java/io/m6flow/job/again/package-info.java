/** Texts that a reviewer sent back: from the feedback to the next attempt. */
@NullMarked
package io.m6flow.job.again;

import org.jspecify.annotations.NullMarked;
