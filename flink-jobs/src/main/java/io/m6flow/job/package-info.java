/** The two streams of M6 Flow, from events to drafts and from decisions to the world; ContentJob is the front door. */
@NullMarked
package io.m6flow.job;

import org.jspecify.annotations.NullMarked;
