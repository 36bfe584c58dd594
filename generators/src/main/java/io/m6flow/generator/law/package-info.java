/** The guard that knows the advertising law: a versioned lexicon of patterns, with what the law lets pass. */
@NullMarked
package io.m6flow.generator.law;

import org.jspecify.annotations.NullMarked;
