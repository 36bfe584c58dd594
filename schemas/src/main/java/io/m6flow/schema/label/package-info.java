/** How generated texts say that they are: the visible label, the metadata, and who may do without the former. */
@NullMarked
package io.m6flow.schema.label;

import org.jspecify.annotations.NullMarked;
