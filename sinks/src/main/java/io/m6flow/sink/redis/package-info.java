/** The view in Redis that merchants and operators read. */
@NullMarked
package io.m6flow.sink.redis;

import org.jspecify.annotations.NullMarked;
