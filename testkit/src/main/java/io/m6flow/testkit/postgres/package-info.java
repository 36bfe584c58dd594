/** A real Postgres for tests. */
@NullMarked
package io.m6flow.testkit.postgres;

import org.jspecify.annotations.NullMarked;
