/** The M6 back end: model folder, tokenizer, engine with continuous batching, sampling, guards and prompt templates. */
@NullMarked
package io.m6flow.generator.m6;

import org.jspecify.annotations.NullMarked;
