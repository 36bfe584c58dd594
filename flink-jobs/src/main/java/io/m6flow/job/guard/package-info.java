/** The guards in the stream: what they notice about a text, and what they need to know of other texts and of terms. */
@NullMarked
package io.m6flow.job.guard;

import org.jspecify.annotations.NullMarked;
