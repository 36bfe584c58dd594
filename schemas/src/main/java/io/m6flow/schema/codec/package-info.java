/** Records to bytes and back, and the topics that carry them. */
@NullMarked
package io.m6flow.schema.codec;

import org.jspecify.annotations.NullMarked;
