/** Typed identifiers and keys, and how each is derived from the others. */
@NullMarked
package io.m6flow.schema.id;

import org.jspecify.annotations.NullMarked;
