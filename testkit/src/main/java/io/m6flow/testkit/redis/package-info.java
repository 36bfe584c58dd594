/** A real Redis for tests. */
@NullMarked
package io.m6flow.testkit.redis;

import org.jspecify.annotations.NullMarked;
