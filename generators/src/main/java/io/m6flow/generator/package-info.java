/** The text generator's port: a prompt in, a future of a generation out; JDK types and own records only. */
@NullMarked
package io.m6flow.generator;

import org.jspecify.annotations.NullMarked;
