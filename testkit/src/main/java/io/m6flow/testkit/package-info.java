/** Fixtures that read as words: events, drafts, decisions and published content, the same in every run. */
@NullMarked
package io.m6flow.testkit;

import org.jspecify.annotations.NullMarked;
