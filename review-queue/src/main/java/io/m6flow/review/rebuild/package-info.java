/** Restores the queue from the topics when Redis is lost, and proves that nothing is missing. */
@NullMarked
package io.m6flow.review.rebuild;

import org.jspecify.annotations.NullMarked;
