/** Published content as rows of a PostgreSQL table. */
@NullMarked
package io.m6flow.sink.postgres;

import org.jspecify.annotations.NullMarked;
