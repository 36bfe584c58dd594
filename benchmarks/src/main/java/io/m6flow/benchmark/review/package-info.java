/** How fast the approval queue answers people. */
@NullMarked
package io.m6flow.benchmark.review;

import org.jspecify.annotations.NullMarked;
