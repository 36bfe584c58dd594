/** How good texts are, measured against what people wrote. Protocol: {@code docs/evaluation.md}. */
@NullMarked
package io.m6flow.lab.measure;

import org.jspecify.annotations.NullMarked;
