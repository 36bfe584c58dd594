/** Events as they come in, and how each of them ends. */
@NullMarked
package io.m6flow.job.event;

import org.jspecify.annotations.NullMarked;
