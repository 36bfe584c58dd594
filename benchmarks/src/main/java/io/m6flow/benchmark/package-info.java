/** Side-by-side measurements of the engine: the same requests, weights and threads in every way. */
@NullMarked
package io.m6flow.benchmark;

import org.jspecify.annotations.NullMarked;
