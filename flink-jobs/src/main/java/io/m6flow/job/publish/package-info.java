/** What a decision lets out into the world. */
@NullMarked
package io.m6flow.job.publish;

import org.jspecify.annotations.NullMarked;
