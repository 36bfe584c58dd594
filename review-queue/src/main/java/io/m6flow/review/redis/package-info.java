/** The review queue, its outbox and the published view on a real Redis, through Lua scripts that are atomic. */
@NullMarked
package io.m6flow.review.redis;

import org.jspecify.annotations.NullMarked;
