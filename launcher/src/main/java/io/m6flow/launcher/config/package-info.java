/** What can be configured, and where each value comes from. */
@NullMarked
package io.m6flow.launcher.config;

import org.jspecify.annotations.NullMarked;
