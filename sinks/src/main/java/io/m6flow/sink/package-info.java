/** Where published content goes, and what becomes of that which a sink cannot take. */
@NullMarked
package io.m6flow.sink;

import org.jspecify.annotations.NullMarked;
