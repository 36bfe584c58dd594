/** A schema registry for tests, in this process. */
@NullMarked
package io.m6flow.testkit.registry;

import org.jspecify.annotations.NullMarked;
