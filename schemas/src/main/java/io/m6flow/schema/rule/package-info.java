/** What an event must hold to be accepted, and what stands in for what it leaves out. */
@NullMarked
package io.m6flow.schema.rule;

import org.jspecify.annotations.NullMarked;
