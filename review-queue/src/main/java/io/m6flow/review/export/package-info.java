/** Takes decisions out of the audit log, for auditors and for training. */
@NullMarked
package io.m6flow.review.export;

import org.jspecify.annotations.NullMarked;
