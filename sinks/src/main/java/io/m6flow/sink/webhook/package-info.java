/** Signed webhooks: what is to be sent to whom, and the deliverer that sends it. */
@NullMarked
package io.m6flow.sink.webhook;

import org.jspecify.annotations.NullMarked;
