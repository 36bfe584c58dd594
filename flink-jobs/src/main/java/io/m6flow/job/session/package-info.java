/** From recognised speech to passages in speaking order and a summary. */
@NullMarked
package io.m6flow.job.session;

import org.jspecify.annotations.NullMarked;
