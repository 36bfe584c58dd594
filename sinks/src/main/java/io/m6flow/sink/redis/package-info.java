/** What the sinks keep in Redis: the view that merchants and operators read, and the webhooks that are to be sent. */
@NullMarked
package io.m6flow.sink.redis;

import org.jspecify.annotations.NullMarked;
