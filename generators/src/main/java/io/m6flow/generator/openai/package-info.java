/** The back end that asks any server which speaks OpenAI's chat completions. */
@NullMarked
package io.m6flow.generator.openai;

import org.jspecify.annotations.NullMarked;
