/** The approval queue: its port, its data and its policies. Nothing reaches a sink but through here. */
@NullMarked
package io.m6flow.review;

import org.jspecify.annotations.NullMarked;
