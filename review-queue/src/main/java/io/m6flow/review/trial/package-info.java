/** Models on trial: what persons make of their drafts, beside those of the others. */
@NullMarked
package io.m6flow.review.trial;

import org.jspecify.annotations.NullMarked;
