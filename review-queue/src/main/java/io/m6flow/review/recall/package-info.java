/** Finds what stands published and should not, and takes it back through the queue; keeps a record of each time. */
@NullMarked
package io.m6flow.review.recall;

import org.jspecify.annotations.NullMarked;
