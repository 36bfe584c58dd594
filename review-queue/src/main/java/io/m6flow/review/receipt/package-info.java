/** All that is known of one text, gathered from the topics, the queue and the sinks. */
@NullMarked
package io.m6flow.review.receipt;

import org.jspecify.annotations.NullMarked;
