/** What a product event asks to be written, and what it makes void. */
@NullMarked
package io.m6flow.job.product;

import org.jspecify.annotations.NullMarked;
