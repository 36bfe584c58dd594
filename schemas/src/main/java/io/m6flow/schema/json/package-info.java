/** Records as JSON Lines: what people feed in and what they read out. */
@NullMarked
package io.m6flow.schema.json;

import org.jspecify.annotations.NullMarked;
